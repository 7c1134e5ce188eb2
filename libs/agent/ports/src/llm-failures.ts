import type { FailureClassification } from '@openhands-nest/contracts/events';
import { FailureKind, RuntimeStatus, UserAction } from '@openhands-nest/contracts/vocabulary';
import { LlmErrorKind, type LlmError } from './llm.js';

const RUNTIME_STATUSES = {
  [LlmErrorKind.Authentication]: RuntimeStatus.ErrorLlmAuthentication,
  [LlmErrorKind.OutOfCredits]: RuntimeStatus.ErrorLlmOutOfCredits,
  [LlmErrorKind.RateLimit]: RuntimeStatus.AgentRateLimitedStopped,
  [LlmErrorKind.ContentPolicy]: RuntimeStatus.ErrorLlmContentPolicyViolation,
  [LlmErrorKind.InternalServer]: RuntimeStatus.ErrorLlmInternalServerError,
  [LlmErrorKind.Unavailable]: RuntimeStatus.ErrorLlmServiceUnavailable,
  // The reference has no status of their own for these.
  [LlmErrorKind.ContextWindowExceeded]: RuntimeStatus.Error,
  [LlmErrorKind.Timeout]: RuntimeStatus.Error,
  [LlmErrorKind.BadRequest]: RuntimeStatus.Error,
} as const satisfies Record<LlmErrorKind, RuntimeStatus>;

const SETTINGS = { retryable: false, user_action: UserAction.Settings } as const;
const RETRY = { retryable: true, user_action: UserAction.Retry } as const;

const CLASSIFICATIONS = {
  [LlmErrorKind.Authentication]: { kind: FailureKind.Auth, ...SETTINGS },
  [LlmErrorKind.OutOfCredits]: { kind: FailureKind.Quota, ...SETTINGS },
  [LlmErrorKind.RateLimit]: { kind: FailureKind.RateLimit, ...RETRY },
  [LlmErrorKind.ContextWindowExceeded]: { kind: FailureKind.AgentAction, ...RETRY },
  [LlmErrorKind.ContentPolicy]: { kind: FailureKind.AgentAction, ...RETRY },
  [LlmErrorKind.Timeout]: { kind: FailureKind.Transient, ...RETRY },
  [LlmErrorKind.Unavailable]: { kind: FailureKind.Transient, ...RETRY },
  [LlmErrorKind.InternalServer]: { kind: FailureKind.Transient, ...RETRY },
  [LlmErrorKind.BadRequest]: { kind: FailureKind.Config, ...SETTINGS },
} as const satisfies Record<LlmErrorKind, FailureClassification>;

/** What the OpenHands API shows as runtime status when a model failed for good. */
export function runtimeStatusOf(error: LlmError): RuntimeStatus {
  return RUNTIME_STATUSES[error.kind];
}

/** What sort of failure it was, and whether trying again or changing the settings can help. */
export function classificationOf(error: LlmError): FailureClassification {
  return CLASSIFICATIONS[error.kind];
}
