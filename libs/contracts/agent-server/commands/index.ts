export { ApiSwitchLlm, ApiSwitchProfile } from './model-operations.js';
export { SwitchLlmRequest, SwitchProfileRequest } from './model-requests.js';
