export {
  emptyReplyFeedback,
  interruptedCallFeedback,
  unparsableArgumentsFeedback,
  microagentPrompt,
  notExecutedAfterFinishFeedback,
  outcomeUnknownFeedback,
  rejectedByUserFeedback,
  stuckFeedback,
  systemPrompt,
  taskPrompt,
  titleFrom,
  unknownToolFeedback,
  type MicroagentRequest,
  type SuggestedTask,
  type SystemPrompt,
  type SystemPromptInput,
} from './prompts/index.js';
export { createEngine } from './create-engine.js';
export { branchOf, workingDirectory } from './conversation/setup.js';
export { eventTimestamp, utcTimestamp } from './time.js';
export type {
  ConversationView,
  CreateConversation,
  Engine,
  EngineLimits,
  EngineOptions,
  EventReader,
  Frame,
  ReadFrom,
  SendMessage,
} from './engine.js';
