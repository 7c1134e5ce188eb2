import { describe, expect, it } from '@jest/globals';
import { SecurityRisk, ToolName } from '@openhands-nest/contracts/vocabulary';
import { anActionEvent } from '@openhands-nest/testing';
import { mustConfirm } from './confirmation.js';

const call = (risk: SecurityRisk): ReturnType<typeof anActionEvent> => anActionEvent('ls', { security_risk: risk });
const finish = anActionEvent('', { tool_name: ToolName.Finish });

describe('mustConfirm', () => {
  it('follows the policy', () => {
    expect(mustConfirm({ kind: 'NeverConfirm' }, [call(SecurityRisk.High)])).toBe(false);
    expect(mustConfirm({ kind: 'AlwaysConfirm' }, [call(SecurityRisk.Low)])).toBe(true);
  });

  it.each([
    [SecurityRisk.Low, false],
    [SecurityRisk.Medium, true],
    [SecurityRisk.High, true],
    [SecurityRisk.Unknown, true],
  ])('holds %s against a threshold of MEDIUM: %s', (risk, expected) => {
    expect(mustConfirm({ kind: 'ConfirmRisky', threshold: 'MEDIUM', confirm_unknown: true }, [call(risk)])).toBe(
      expected,
    );
  });

  it('lets finish pass alone, but not in company', () => {
    expect(mustConfirm({ kind: 'AlwaysConfirm' }, [finish])).toBe(false);
    expect(mustConfirm({ kind: 'AlwaysConfirm' }, [finish, call(SecurityRisk.Low)])).toBe(true);
  });
});
