export {
  cutOffCallFeedback,
  emptyReplyFeedback,
  interruptedCallFeedback,
  unparsableArgumentsFeedback,
  notExecutedAfterFinishFeedback,
  outcomeUnknownFeedback,
  rejectedByUserFeedback,
  stuckFeedback,
  unknownToolFeedback,
} from './feedback.js';
export { microagentPrompt, type MicroagentRequest } from './microagent-prompt.js';
export { systemPrompt, type SystemPrompt, type SystemPromptInput } from './system-prompt.js';
export { taskPrompt, type SuggestedTask } from './task-prompt.js';
export { titleFrom } from './title.js';
