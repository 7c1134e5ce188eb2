import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import { ConversationInfoQuery } from '../conversation-query.js';
import { ConversationInfo } from '../conversation-info.js';
import { ForkConversationRequest, NavigateConversationRequest } from './branch-requests.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const TAGS = ['Conversations'];

/** POST /api/conversations/{conversation_id}/fork */
export function ApiForkConversation(): MethodDecorator {
  return Operation({
    id: 'fork_conversation_api_conversations__conversation_id__fork_post',
    summary: 'Fork Conversation',
    description: 'Create a conversation that begins with the log, settings, secrets and workspace of this one.',
    tags: TAGS,
    path: CONVERSATION,
    query: ConversationInfoQuery,
    body: ForkConversationRequest,
    answers: {
      201: ref(ConversationInfo),
      404: 'Source conversation not found',
      409: 'Fork ID already in use',
    },
  });
}

/** POST /api/conversations/{conversation_id}/navigate */
export function ApiNavigateConversation(): MethodDecorator {
  return Operation({
    id: 'navigate_conversation_api_conversations__conversation_id__navigate_post',
    summary: 'Navigate Conversation',
    description:
      'Go back to an event, or to another branch. What lies on other branches stays in the log; the agent does not see it.',
    tags: TAGS,
    path: CONVERSATION,
    query: ConversationInfoQuery,
    body: NavigateConversationRequest,
    answers: {
      200: ref(ConversationInfo),
      404: 'Conversation or event not found',
      409: 'The conversation is running',
    },
  });
}
