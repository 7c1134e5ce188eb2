import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';
import { invalidInput } from '../../http/problems.js';

const KINDS = ['NeverConfirm', 'AlwaysConfirm', 'ConfirmRisky'];
const THRESHOLDS = ['LOW', 'MEDIUM', 'HIGH'] as const;
type Threshold = (typeof THRESHOLDS)[number];

/** Reads a confirmation policy. @throws InvalidInputError */
export function readPolicy(policy: Readonly<Record<string, unknown>>, at: readonly string[]): ConfirmationPolicySpec {
  const { kind } = policy;
  if (kind === 'NeverConfirm' || kind === 'AlwaysConfirm') return { kind };
  if (kind !== 'ConfirmRisky') {
    throw invalidInput(
      [...at, 'kind'],
      `Input should be '${KINDS.slice(0, -1).join("', '")}' or '${KINDS.at(-1)}'`,
      'enum',
    );
  }
  const { threshold = 'HIGH', confirm_unknown: unknown = true } = policy;
  if (!THRESHOLDS.includes(threshold as Threshold)) {
    throw invalidInput([...at, 'threshold'], "Input should be 'LOW', 'MEDIUM' or 'HIGH'", 'enum');
  }
  if (typeof unknown !== 'boolean') {
    throw invalidInput([...at, 'confirm_unknown'], 'Input should be a valid boolean', 'bool_type');
  }
  return { kind, threshold: threshold as Threshold, confirm_unknown: unknown };
}
