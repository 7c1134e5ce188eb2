import type { FailureClassification } from '@openhands-nest/contracts/events';
import {
  ConversationErrorCode,
  EventKind,
  EventSource,
  FailureKind,
  RuntimeStatus,
  UserAction,
} from '@openhands-nest/contracts/vocabulary';
import {
  AcpError,
  AcpErrorKind,
  classificationOf,
  LLM_ERROR_CODES,
  LlmError,
  LlmNotConfiguredError,
  ProvisionError,
  runtimeStatusOf,
} from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';

/** Why a run ended badly, in the terms of both protocols. */
export interface RunFailure {
  readonly code: ConversationErrorCode;
  /** A sentence for people. */
  readonly detail: string;
  readonly classification: FailureClassification;
  readonly runtimeStatus: RuntimeStatus;
}

/** Names that clients know. */
const ACP_ERROR_CODES = {
  [AcpErrorKind.Spawn]: ConversationErrorCode.AcpSpawn,
  [AcpErrorKind.Init]: ConversationErrorCode.AcpInit,
  [AcpErrorKind.StartupTimeout]: ConversationErrorCode.AcpStartupTimeout,
  [AcpErrorKind.Authentication]: ConversationErrorCode.AcpAuthRequired,
  [AcpErrorKind.Prompt]: ConversationErrorCode.AcpPrompt,
  [AcpErrorKind.PromptTimeout]: ConversationErrorCode.AcpPrompt,
  [AcpErrorKind.UsagePolicy]: ConversationErrorCode.UsagePolicyRefusal,
  [AcpErrorKind.Refused]: ConversationErrorCode.AcpPrompt,
  [AcpErrorKind.Timeout]: ConversationErrorCode.AcpPrompt,
} as const satisfies Record<AcpErrorKind, ConversationErrorCode>;

/** A limit was reached; `detail` says which and how far the run came. */
export class LimitReachedError extends Error {
  override readonly name = 'LimitReachedError';
  constructor(
    readonly code: ConversationErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function failureOf(error: unknown): RunFailure {
  if (error instanceof LlmError) {
    return {
      code: LLM_ERROR_CODES[error.kind],
      detail: error.message,
      classification: classificationOf(error),
      runtimeStatus: runtimeStatusOf(error),
    };
  }
  if (error instanceof AcpError) return acpFailure(error);
  if (error instanceof LlmNotConfiguredError) {
    return failure(
      ConversationErrorCode.LlmNotConfigured,
      error.message,
      FailureKind.Config,
      RuntimeStatus.ErrorLlmAuthentication,
    );
  }
  if (error instanceof ProvisionError) {
    return failure(ConversationErrorCode.WorkspaceSetupFailed, error.message, FailureKind.Config, error.status);
  }
  if (error instanceof LimitReachedError) {
    const kind = error.code === ConversationErrorCode.MaxBudgetReached ? FailureKind.Quota : FailureKind.AgentAction;
    return failure(error.code, error.message, kind, RuntimeStatus.Error);
  }
  const detail = error instanceof Error ? error.message : String(error);
  return failure(ConversationErrorCode.Internal, detail, FailureKind.Internal, RuntimeStatus.Error);
}

export function failureEvent({ code, detail, classification }: RunFailure): EventDraft {
  return { kind: EventKind.ConversationError, source: EventSource.Environment, code, detail, classification };
}

/** How clients know what went wrong with such an agent. */
export function acpErrorCode({ kind }: AcpError): ConversationErrorCode {
  return ACP_ERROR_CODES[kind];
}

function acpFailure({ kind, message }: AcpError): RunFailure {
  const isSignIn = kind === AcpErrorKind.Authentication;
  return failure(
    ACP_ERROR_CODES[kind],
    message,
    isSignIn ? FailureKind.Auth : FailureKind.Config,
    isSignIn ? RuntimeStatus.ErrorLlmAuthentication : RuntimeStatus.Error,
  );
}

function failure(
  code: ConversationErrorCode,
  detail: string,
  kind: FailureKind,
  runtimeStatus: RuntimeStatus,
): RunFailure {
  const settings = ([FailureKind.Config, FailureKind.Quota, FailureKind.Auth] as FailureKind[]).includes(kind);
  return {
    code,
    detail,
    classification: { kind, retryable: false, user_action: settings ? UserAction.Settings : UserAction.None },
    runtimeStatus,
  };
}
