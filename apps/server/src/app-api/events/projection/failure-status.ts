import { ConversationErrorCode, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';

/** How clients of 0.53 know a failure of a run; they translate these names for people. A code without one does not compile. */
const STATUSES = {
  [ConversationErrorCode.LlmAuthentication]: RuntimeStatus.ErrorLlmAuthentication,
  [ConversationErrorCode.LlmOutOfCredits]: RuntimeStatus.ErrorLlmOutOfCredits,
  [ConversationErrorCode.LlmRateLimit]: RuntimeStatus.AgentRateLimitedStopped,
  [ConversationErrorCode.LlmTimeout]: RuntimeStatus.Error,
  [ConversationErrorCode.LlmServiceUnavailable]: RuntimeStatus.ErrorLlmServiceUnavailable,
  [ConversationErrorCode.LlmInternalServer]: RuntimeStatus.ErrorLlmInternalServerError,
  [ConversationErrorCode.LlmContextWindowExceeded]: RuntimeStatus.Error,
  [ConversationErrorCode.LlmContentPolicyViolation]: RuntimeStatus.ErrorLlmContentPolicyViolation,
  [ConversationErrorCode.LlmBadRequest]: RuntimeStatus.Error,
  [ConversationErrorCode.LlmNotConfigured]: RuntimeStatus.ErrorLlmAuthentication,
  [ConversationErrorCode.AcpAuthRequired]: RuntimeStatus.ErrorLlmAuthentication,
  [ConversationErrorCode.AcpStartupTimeout]: RuntimeStatus.Error,
  [ConversationErrorCode.AcpSpawn]: RuntimeStatus.Error,
  [ConversationErrorCode.AcpInit]: RuntimeStatus.Error,
  [ConversationErrorCode.AcpPrompt]: RuntimeStatus.Error,
  [ConversationErrorCode.UsagePolicyRefusal]: RuntimeStatus.ErrorLlmContentPolicyViolation,
  [ConversationErrorCode.MaxIterationsReached]: RuntimeStatus.Error,
  [ConversationErrorCode.MaxBudgetReached]: RuntimeStatus.Error,
  [ConversationErrorCode.MaxDurationReached]: RuntimeStatus.Error,
  [ConversationErrorCode.WorkspaceSetupFailed]: RuntimeStatus.Error,
  [ConversationErrorCode.OwnershipLost]: RuntimeStatus.ErrorRuntimeDisconnected,
  [ConversationErrorCode.Internal]: RuntimeStatus.Error,
} as const satisfies Record<ConversationErrorCode, RuntimeStatus>;

/** How they know a call that a person stopped. */
export const STOPPED_CALL = 'AGENT_ERROR$ERROR_ACTION_NOT_EXECUTED_STOPPED';

/** @param code of a ConversationErrorEvent */
export function failureStatus(code: string): RuntimeStatus {
  return Object.hasOwn(STATUSES, code) ? STATUSES[code as ConversationErrorCode] : RuntimeStatus.Error;
}
