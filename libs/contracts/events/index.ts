export { ImageContent, TextContent, type Content } from './content.js';
export { Message, MessageToolCall, RedactedThinkingBlock, ThinkingBlock } from './message.js';
export { EventBase } from './event-base.js';
export { FailureClassification } from './failure.js';
export {
  ACTION_DTOS,
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
  type TaskStatus,
} from './actions.js';
export { browserPageAddress, browserPageLine } from './browser-page.js';
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
  TaskTrackerObservation,
  TerminalMetadata,
  TerminalObservation,
  ThinkObservation,
  type Observation,
} from './observations.js';
export {
  DELEGATE_COMMANDS,
  DelegateAction,
  DelegateObservation,
  TaskAction,
  TaskObservation,
  type DelegateCommand,
} from './delegation.js';
export {
  AskOracleAction,
  AskOracleObservation,
  ClassifyAndSwitchLLMAction,
  ClassifyAndSwitchLLMObservation,
  SwitchLLMAction,
  SwitchLLMObservation,
} from './model-tools.js';
export {
  CHILD_ISOLATIONS,
  StartChildConversationAction,
  StartChildConversationObservation,
  type ChildIsolation,
} from './child-conversation.js';
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
export { EDITOR_COMMANDS, FileEditorArguments, type EditorCommand } from './editor-arguments.js';
export { FileEditorResult, ObservationBase } from './observation-bases.js';
export {
  PlanningFileEditorAction,
  PlanningFileEditorObservation,
  ReadFileAction,
  ReadFileObservation,
  WriteFileAction,
  FileChangeObservation,
  WriteFileObservation,
  EditAction,
  EditObservation,
  ListDirectoryAction,
  FileEntry,
  ListDirectoryObservation,
  ApplyPatchAction,
  FILE_CHANGES,
  FileChange,
  Commit,
  ApplyPatchObservation,
} from './file-tools.js';
export {
  BrowserNavigateAction,
  BrowserClickAction,
  BrowserTypeAction,
  BrowserGetStateAction,
  BrowserGetContentAction,
  BrowserScrollAction,
  BrowserGoBackAction,
  BrowserListTabsAction,
  BrowserSwitchTabAction,
  BrowserCloseTabAction,
  BrowserGetStorageAction,
  BrowserSetStorageAction,
  BrowserObservation,
} from './browser-tools.js';
