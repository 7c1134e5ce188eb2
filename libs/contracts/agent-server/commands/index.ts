export { ApiAskAgent, ApiCondense } from './aside-operations.js';
export { AskAgentRequest, AskAgentResponse } from './aside-requests.js';
export { ApiForkConversation, ApiNavigateConversation } from './branch-operations.js';
export { ForkConversationRequest, NavigateConversationRequest } from './branch-requests.js';
export { ApiResumeGoal, ApiStartGoal, ApiStopGoal } from './goal-operations.js';
export { StartGoalRequest } from './goal-requests.js';
export { ApiPrepareForSandboxPause } from './sandbox-operations.js';
export { ApiSwitchAcpModel, ApiSwitchLlm, ApiSwitchProfile } from './model-operations.js';
export { SwitchAcpModelRequest, SwitchLlmRequest, SwitchProfileRequest } from './model-requests.js';
