import type { ActionEvent } from '@openhands-nest/contracts/events';
import { SecurityRisk, ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';
import { isAtLeast } from '../security/risk-order.js';

const HARMLESS: ReadonlySet<string> = new Set([ToolName.Finish, ToolName.Think]);

/** Whether calls are so harmless that nobody has to judge them. */
export function isHarmless(calls: readonly Pick<ActionEvent, 'tool_name'>[]): boolean {
  const [only] = calls;
  return calls.length === 1 && only !== undefined && HARMLESS.has(only.tool_name);
}

/** Whether a person must approve before any of the calls is carried out. One that needs it holds back the whole reply. */
export function mustConfirm(policy: ConfirmationPolicySpec, risks: readonly SecurityRisk[]): boolean {
  return risks.some((risk) => isRisky(policy, risk));
}

function isRisky(policy: ConfirmationPolicySpec, risk: SecurityRisk): boolean {
  switch (policy.kind) {
    case 'NeverConfirm':
      return false;
    case 'AlwaysConfirm':
      return true;
    case 'ConfirmRisky':
      return risk === SecurityRisk.Unknown ? policy.confirm_unknown : isAtLeast(risk, policy.threshold);
  }
}
