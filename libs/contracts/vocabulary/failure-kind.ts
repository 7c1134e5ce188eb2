/** Classes of failures, so that a client knows whether trying again can help. */
export const FailureKind = {
  Auth: 'auth',
  Quota: 'quota',
  RateLimit: 'rate_limit',
  Config: 'config',
  Transient: 'transient',
  AgentAction: 'agent_action',
  Internal: 'internal',
  Unknown: 'unknown',
} as const;
export type FailureKind = (typeof FailureKind)[keyof typeof FailureKind];

/** What a person can do about a failure. */
export const UserAction = { None: 'none', Retry: 'retry', Settings: 'settings' } as const;
export type UserAction = (typeof UserAction)[keyof typeof UserAction];

/** `code` of a ConversationErrorEvent: stable names that clients look at. */
export const ConversationErrorCode = {
  LlmAuthentication: 'LLMAuthenticationError',
  LlmOutOfCredits: 'LLMOutOfCreditsError',
  LlmRateLimit: 'LLMRateLimitError',
  LlmTimeout: 'LLMTimeoutError',
  LlmServiceUnavailable: 'LLMServiceUnavailableError',
  LlmInternalServer: 'LLMInternalServerError',
  LlmContextWindowExceeded: 'LLMContextWindowExceedError',
  LlmContentPolicyViolation: 'LLMContentPolicyViolationError',
  LlmBadRequest: 'LLMBadRequestError',
  LlmNotConfigured: 'LLMNotConfiguredError',
  MaxIterationsReached: 'MaxIterationsReached',
  MaxBudgetReached: 'MaxBudgetReached',
  MaxDurationReached: 'MaxDurationReached',
  AcpAuthRequired: 'ACPAuthRequired',
  AcpStartupTimeout: 'ACPStartupTimeout',
  AcpSpawn: 'ACPSpawnError',
  AcpInit: 'ACPInitError',
  AcpPrompt: 'ACPPromptError',
  UsagePolicyRefusal: 'UsagePolicyRefusal',
  WorkspaceSetupFailed: 'WorkspaceSetupFailed',
  OwnershipLost: 'ConversationOwnershipLostError',
  Internal: 'InternalError',
} as const;
export type ConversationErrorCode = (typeof ConversationErrorCode)[keyof typeof ConversationErrorCode];
