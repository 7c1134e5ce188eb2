import { Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { SwitchAcpModelRequest, SwitchLlmRequest, SwitchProfileRequest } from './model-requests.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const TAGS = ['Conversations'];

/** POST /api/conversations/{conversation_id}/switch_llm */
export function ApiSwitchLlm(): MethodDecorator {
  return Operation({
    id: 'switch_conversation_llm_api_conversations__conversation_id__switch_llm_post',
    summary: 'Switch Conversation Llm',
    description: 'Have another model answer from the next step on, also within a run.',
    tags: TAGS,
    path: CONVERSATION,
    body: SwitchLlmRequest,
    answers: { 200: ref(Success), 404: 'Conversation not found' },
  });
}

/** POST /api/conversations/{conversation_id}/switch_profile */
export function ApiSwitchProfile(): MethodDecorator {
  return Operation({
    id: 'switch_conversation_profile_api_conversations__conversation_id__switch_profile_post',
    summary: 'Switch Conversation Profile',
    description: 'Have the model of a saved profile answer from the next step on, also within a run.',
    tags: TAGS,
    path: CONVERSATION,
    body: SwitchProfileRequest,
    answers: {
      200: ref(Success),
      400: 'Invalid or corrupted profile',
      404: 'Conversation or profile not found',
    },
  });
}

/** POST /api/conversations/{conversation_id}/switch_acp_model */
export function ApiSwitchAcpModel(): MethodDecorator {
  return Operation({
    id: 'switch_conversation_acp_model_api_conversations__conversation_id__switch_acp_model_post',
    summary: 'Switch Conversation Acp Model',
    description: 'Have another model of its own program answer in a conversation with an ACP agent.',
    tags: TAGS,
    path: CONVERSATION,
    body: SwitchAcpModelRequest,
    answers: { 200: ref(Success), 400: 'The agent is not an ACP agent', 404: 'Conversation not found' },
  });
}
