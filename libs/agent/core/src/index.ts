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
export { acpModelsOf } from './acp/acp-state.js';
export { acpErrorCode } from './run/failures.js';
export { createEngine } from './create-engine.js';
export { isOnBranch } from './view/branch.js';
export { branchOf, workingDirectory } from './conversation/setup.js';
export { eventTimestamp, utcTimestamp } from './time.js';
export { conversationDocument } from './conversation/conversation-documents.js';
export { budgetOf, confirmationOf, tagsOf } from './conversation/mutable-settings.js';
export type { ModelChoice } from './conversation/switched-model.js';
export { totalCost } from './reply/metrics.js';
export { isHarmless, mustConfirm } from './run/confirmation.js';
export { alsoWritable } from './conversation/also-writable.js';
export { wireState } from './conversation/wire-state.js';
export { wireStats } from './conversation/wire-stats.js';
export type {
  ConfirmationResponse,
  ConversationChange,
  ConversationView,
  CreateConversation,
  Engine,
  EngineLimits,
  EngineOptions,
  EventReader,
  Progress,
  ForkConversation,
  Frame,
  ReadFrom,
  SavedModels,
  SendMessage,
  StartChild,
} from './engine.js';
export { CRITIC_LABELS, SUCCESS_LABEL } from './critic/critic-labels.js';
export { PartKey } from './conversation/conversation-secrets.js';
export { ANALYZER_KEY } from './security/analyzer-keys.js';
export { DEFAULT_PATTERNS } from './security/default-patterns.js';
export type { ReplyPiece } from './feed/reply-piece.js';
