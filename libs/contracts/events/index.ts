export { ImageContent, TextContent, type Content } from './content.js';
export { Message, MessageToolCall, RedactedThinkingBlock, ThinkingBlock } from './message.js';
export { EventBase } from './event-base.js';
export { FailureClassification } from './failure.js';
export {
  ACTION_DTOS,
  EDITOR_COMMANDS,
  FileEditorAction,
  FinishAction,
  GlobAction,
  GrepAction,
  InvokeSkillAction,
  MCPToolAction,
  TASK_STATUSES,
  TaskItem,
  TaskTrackerAction,
  TerminalAction,
  ThinkAction,
  type Action,
  type DeclaredAction,
  type EditorCommand,
  type TaskStatus,
} from './actions.js';
export { ClientAction, clientActionKind, isClientAction, type ClientActionKind } from './client-action.js';
export {
  ClientToolObservation,
  FileEditorObservation,
  FinishObservation,
  GlobObservation,
  GrepObservation,
  InvokeSkillObservation,
  MCPToolObservation,
  OBSERVATION_DTOS,
  ObservationBase,
  TaskTrackerObservation,
  TerminalMetadata,
  TerminalObservation,
  ThinkObservation,
  type Observation,
} from './observations.js';
export {
  ActionEvent,
  AgentErrorEvent,
  ConversationErrorEvent,
  ConversationStateUpdateEvent,
  InterruptEvent,
  MessageEvent,
  ObservationEvent,
  PauseEvent,
  SystemPromptEvent,
  ToolDefinition,
  UserRejectObservation,
} from './conversation-events.js';
export {
  ACPToolCallEvent,
  Condensation,
  CondensationRequest,
  HookExecutionEvent,
  LLMCompletionLogEvent,
  SecurityAnalysisEvent,
  ServerErrorEvent,
  StreamingDeltaEvent,
  TokenEvent,
} from './other-events.js';
export { EVENT_DTOS, type ConversationEvent, type EventOf } from './event-dtos.js';
