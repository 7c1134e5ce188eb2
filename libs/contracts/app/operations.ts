import { nullable, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { ConversationInfo } from './conversation-info.js';
import { ConversationResponse } from './conversation-response.js';
import { SECURITY_SCHEME } from './document-outline.js';
import { InitSessionRequest } from './init-session-request.js';
import { ProvidersSetModel } from './providers-set-model.js';

const CONVERSATION = { conversation_id: text() };

/** POST /api/conversations */
export function ApiNewConversation(): MethodDecorator {
  return Operation({
    id: 'new_conversation_api_conversations_post',
    summary: 'New Conversation',
    description:
      'Initialize a new session or join an existing one.\n\nAfter successful initialization, the client should connect to the WebSocket\nusing the returned conversation ID.',
    body: InitSessionRequest,
    answers: { 200: ref(ConversationResponse) },
    security: SECURITY_SCHEME,
  });
}

/** GET /api/conversations/{conversation_id} */
export function ApiGetConversation(): MethodDecorator {
  const title = 'Response Get Conversation Api Conversations  Conversation Id  Get';
  return Operation({
    id: 'get_conversation_api_conversations__conversation_id__get',
    summary: 'Get Conversation',
    path: CONVERSATION,
    answers: { 200: nullable(ref(ConversationInfo), { title }) },
    security: SECURITY_SCHEME,
  });
}

/** POST /api/conversations/{conversation_id}/start */
export function ApiStartConversation(): MethodDecorator {
  return Operation({
    id: 'start_conversation_api_conversations__conversation_id__start_post',
    summary: 'Start Conversation',
    description:
      "Start an agent loop for a conversation.\n\nThis endpoint calls the conversation_manager's maybe_start_agent_loop method\nto start a conversation. If the conversation is already running, it will\nreturn the existing agent loop info.",
    path: CONVERSATION,
    body: ProvidersSetModel,
    answers: { 200: ref(ConversationResponse) },
    security: SECURITY_SCHEME,
  });
}
