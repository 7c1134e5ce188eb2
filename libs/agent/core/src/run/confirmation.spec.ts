import { describe, expect, it } from '@jest/globals';
import { SecurityRisk, ToolName } from '@openhands-nest/contracts/vocabulary';
import { anActionEvent } from '@openhands-nest/testing';
import { isHarmless, mustConfirm } from './confirmation.js';

const finish = anActionEvent('', { tool_name: ToolName.Finish });

describe('mustConfirm', () => {
  it('follows the policy', () => {
    expect(mustConfirm({ kind: 'NeverConfirm' }, [SecurityRisk.High])).toBe(false);
    expect(mustConfirm({ kind: 'AlwaysConfirm' }, [SecurityRisk.Low])).toBe(true);
  });

  it.each([
    [SecurityRisk.Low, false],
    [SecurityRisk.Medium, true],
    [SecurityRisk.High, true],
    [SecurityRisk.Unknown, true],
  ])('holds %s against a threshold of MEDIUM: %s', (risk, expected) => {
    expect(mustConfirm({ kind: 'ConfirmRisky', threshold: 'MEDIUM', confirm_unknown: true }, [risk])).toBe(expected);
  });

  it('lets what nobody knows pass when the policy says so', () => {
    const policy = { kind: 'ConfirmRisky', threshold: 'LOW', confirm_unknown: false } as const;
    expect(mustConfirm(policy, [SecurityRisk.Unknown])).toBe(false);
    expect(mustConfirm(policy, [SecurityRisk.Unknown, SecurityRisk.Low])).toBe(true);
  });
});

describe('isHarmless', () => {
  it('is finish alone, but not in company', () => {
    expect(isHarmless([finish])).toBe(true);
    expect(isHarmless([finish, anActionEvent('ls')])).toBe(false);
    expect(isHarmless([])).toBe(false);
  });
});
