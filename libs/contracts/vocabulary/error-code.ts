/** Every way in which a command can be refused by the engine. The server maps each to one HTTP status. */
export const ErrorCode = {
  ConversationNotFound: 'conversation_not_found',
  EventNotFound: 'event_not_found',
  RunInProgress: 'run_in_progress',
  /** The conversation lives on another process that still holds its lease. */
  ConversationOwnedElsewhere: 'conversation_owned_elsewhere',
  /** The command needs a model and none is configured. */
  LlmNotConfigured: 'llm_not_configured',
  GoalInProgress: 'goal_in_progress',
  GoalRefused: 'goal_refused',
  /** A model that was asked beside a run has failed. */
  ModelFailed: 'model_failed',
  /** An agent that is a program of its own does not do what it was asked, or does not say in time. */
  AgentRefused: 'agent_refused',
  AgentTimeout: 'agent_timeout',
  CondensationUnavailable: 'condensation_unavailable',
  InvalidRequest: 'invalid_request',
  RepositoryNotAllowed: 'repository_not_allowed',
  NotImplemented: 'not_implemented',
  /** An id that must be new is taken by an event or conversation. */
  AlreadyExists: 'already_exists',
  /** The write carried an outdated fencing number; its process no longer owns the conversation. */
  LeaseLost: 'lease_lost',
  TooManySubscribers: 'too_many_subscribers',
  ServerClosing: 'server_closing',
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
