/** Discriminator of every event. Closed: official clients refuse kinds they do not know. */
export const EventKind = {
  SystemPrompt: 'SystemPromptEvent',
  Message: 'MessageEvent',
  Action: 'ActionEvent',
  Observation: 'ObservationEvent',
  UserReject: 'UserRejectObservation',
  AgentError: 'AgentErrorEvent',
  ConversationError: 'ConversationErrorEvent',
  StateUpdate: 'ConversationStateUpdateEvent',
  Pause: 'PauseEvent',
  Interrupt: 'InterruptEvent',
  CondensationRequest: 'CondensationRequest',
  Condensation: 'Condensation',
  HookExecution: 'HookExecutionEvent',
  SecurityAnalysis: 'SecurityAnalysisEvent',
  LlmCompletionLog: 'LLMCompletionLogEvent',
  /** Sent while the model writes; never stored, never replayed. */
  StreamingDelta: 'StreamingDeltaEvent',
  Token: 'TokenEvent',
  AcpToolCall: 'ACPToolCallEvent',
  /** Answer to a bad frame on a socket; never stored. */
  ServerError: 'ServerErrorEvent',
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

export const EventSource = { User: 'user', Agent: 'agent', Environment: 'environment', Hook: 'hook' } as const;
export type EventSource = (typeof EventSource)[keyof typeof EventSource];
