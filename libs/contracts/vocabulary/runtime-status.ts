/** What the workspace and the model are going through. Wire values of the OpenHands API; clients translate them for people. */
export const RuntimeStatus = {
  Stopped: 'STATUS$STOPPED',
  BuildingRuntime: 'STATUS$BUILDING_RUNTIME',
  StartingRuntime: 'STATUS$STARTING_RUNTIME',
  RuntimeStarted: 'STATUS$RUNTIME_STARTED',
  SettingUpWorkspace: 'STATUS$SETTING_UP_WORKSPACE',
  SettingUpGitHooks: 'STATUS$SETTING_UP_GIT_HOOKS',
  Ready: 'STATUS$READY',
  Error: 'STATUS$ERROR',
  ErrorRuntimeDisconnected: 'STATUS$ERROR_RUNTIME_DISCONNECTED',
  ErrorLlmAuthentication: 'STATUS$ERROR_LLM_AUTHENTICATION',
  ErrorLlmServiceUnavailable: 'STATUS$ERROR_LLM_SERVICE_UNAVAILABLE',
  ErrorLlmInternalServerError: 'STATUS$ERROR_LLM_INTERNAL_SERVER_ERROR',
  ErrorLlmOutOfCredits: 'STATUS$ERROR_LLM_OUT_OF_CREDITS',
  ErrorLlmContentPolicyViolation: 'STATUS$ERROR_LLM_CONTENT_POLICY_VIOLATION',
  AgentRateLimitedStopped: 'CHAT_INTERFACE$AGENT_RATE_LIMITED_STOPPED_MESSAGE',
  GitProviderAuthenticationError: 'STATUS$GIT_PROVIDER_AUTHENTICATION_ERROR',
  LlmRetry: 'STATUS$LLM_RETRY',
  ErrorMemory: 'STATUS$ERROR_MEMORY',
} as const;
export type RuntimeStatus = (typeof RuntimeStatus)[keyof typeof RuntimeStatus];
