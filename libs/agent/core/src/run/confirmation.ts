import type { ActionEvent } from '@openhands-nest/contracts/events';
import { SecurityRisk, ToolName } from '@openhands-nest/contracts/vocabulary';
import type { ConfirmationPolicySpec } from '@openhands-nest/agent-ports';

const RANK: Readonly<Record<SecurityRisk, number>> = {
  [SecurityRisk.Unknown]: 0,
  [SecurityRisk.Low]: 1,
  [SecurityRisk.Medium]: 2,
  [SecurityRisk.High]: 3,
};
const HARMLESS: ReadonlySet<string> = new Set([ToolName.Finish, ToolName.Think]);

/** Whether a person must approve before any of these calls is carried out. One call that needs it holds back the whole reply. */
export function mustConfirm(policy: ConfirmationPolicySpec, actions: readonly ActionEvent[]): boolean {
  const [only] = actions;
  if (actions.length === 1 && only && HARMLESS.has(only.tool_name)) return false;
  return actions.some(({ security_risk }) => isRisky(policy, security_risk));
}

function isRisky(policy: ConfirmationPolicySpec, risk: SecurityRisk): boolean {
  switch (policy.kind) {
    case 'NeverConfirm':
      return false;
    case 'AlwaysConfirm':
      return true;
    case 'ConfirmRisky':
      return risk === SecurityRisk.Unknown ? policy.confirm_unknown : RANK[risk] >= RANK[policy.threshold];
  }
}
