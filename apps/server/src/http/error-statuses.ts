import { ErrorCode } from '@openhands-nest/contracts/vocabulary';

/** Which status answers which refusal of the engine: a code without one does not compile. */
export const ERROR_STATUSES = {
  [ErrorCode.ConversationNotFound]: 404,
  [ErrorCode.EventNotFound]: 404,
  [ErrorCode.RunInProgress]: 409,
  [ErrorCode.ConversationOwnedElsewhere]: 409,
  [ErrorCode.LlmNotConfigured]: 422,
  [ErrorCode.GoalInProgress]: 409,
  [ErrorCode.GoalRefused]: 400,
  [ErrorCode.ModelFailed]: 502,
  [ErrorCode.AgentRefused]: 400,
  [ErrorCode.AgentTimeout]: 504,
  [ErrorCode.CondensationUnavailable]: 409,
  [ErrorCode.InvalidRequest]: 422,
  [ErrorCode.RepositoryNotAllowed]: 422,
  [ErrorCode.NotImplemented]: 501,
  [ErrorCode.AlreadyExists]: 409,
  [ErrorCode.LeaseLost]: 409,
  [ErrorCode.TooManySubscribers]: 429,
  [ErrorCode.ServerClosing]: 503,
} as const satisfies Record<ErrorCode, number>;

/** What a 422 points at when no single value of the request is to blame. */
export const ERROR_LOCATIONS: Partial<Record<ErrorCode, readonly string[]>> = {
  [ErrorCode.LlmNotConfigured]: ['server', 'LLM_MODEL'],
};
