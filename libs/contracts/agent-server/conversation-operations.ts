import { integer, listOf, nullable, Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import { ConversationInfo, ConversationPage } from './conversation-info.js';
import {
  ConversationBatchQuery,
  ConversationCountQuery,
  ConversationSearchQuery,
  ConversationInfoQuery,
} from './conversation-query.js';
import {
  AgentResponseResult,
  ConfirmationResponseRequest,
  SetConfirmationPolicyRequest,
  SetSecurityAnalyzerRequest,
  StartConversationRequest,
  UpdateConversationRequest,
  UpdateSecretsRequest,
} from './conversation-requests.js';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const TAGS = ['Conversations'];
const NOT_FOUND = 'Item not found';
const NOT_BUILT = 'The request needs something that this server cannot do yet';

/** POST /api/conversations */
export function ApiStartAgentConversation(): MethodDecorator {
  return Operation({
    id: 'start_conversation_api_conversations_post',
    summary: 'Start Conversation',
    description: 'Create a conversation, or answer with the one that has the given id.',
    tags: TAGS,
    query: ConversationInfoQuery,
    body: StartConversationRequest,
    answers: { 200: ref(ConversationInfo), 201: ref(ConversationInfo), 501: NOT_BUILT },
  });
}

/** GET /api/conversations/search */
export function ApiSearchConversations(): MethodDecorator {
  return Operation({
    id: 'search_conversations_api_conversations_search_get',
    summary: 'Search Conversations',
    description: 'One page of the conversations that meet all conditions.',
    tags: TAGS,
    query: ConversationSearchQuery,
    answers: { 200: ref(ConversationPage) },
  });
}

/** GET /api/conversations/count */
export function ApiCountConversations(): MethodDecorator {
  return Operation({
    id: 'count_conversations_api_conversations_count_get',
    summary: 'Count Conversations',
    tags: TAGS,
    query: ConversationCountQuery,
    answers: { 200: integer({ title: 'Conversation Count' }) },
  });
}

/** GET /api/conversations */
export function ApiBatchGetConversations(): MethodDecorator {
  return Operation({
    id: 'batch_get_conversations_api_conversations_get',
    summary: 'Batch Get Conversations',
    description: 'The conversations with these ids, in their order; null for each that does not exist.',
    tags: TAGS,
    query: ConversationBatchQuery,
    answers: { 200: listOf(nullable(ref(ConversationInfo)), { title: 'Conversations' }) },
  });
}

/** GET /api/conversations/{conversation_id} */
export function ApiGetAgentConversation(): MethodDecorator {
  return Operation({
    id: 'get_conversation_api_conversations__conversation_id__get',
    summary: 'Get Conversation',
    tags: TAGS,
    query: ConversationInfoQuery,
    path: CONVERSATION,
    answers: { 200: ref(ConversationInfo), 404: NOT_FOUND },
  });
}

/** PATCH /api/conversations/{conversation_id} */
export function ApiUpdateConversation(): MethodDecorator {
  return Operation({
    id: 'update_conversation_api_conversations__conversation_id__patch',
    summary: 'Update Conversation',
    description: 'Change the title, or replace the tags.',
    tags: TAGS,
    path: CONVERSATION,
    body: UpdateConversationRequest,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** DELETE /api/conversations/{conversation_id} */
export function ApiDeleteConversation(): MethodDecorator {
  return Operation({
    id: 'delete_conversation_api_conversations__conversation_id__delete',
    summary: 'Delete Conversation',
    description: 'End its run and remove it with its log. The files in its workspace stay.',
    tags: TAGS,
    path: CONVERSATION,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** POST /api/conversations/{conversation_id}/secrets */
export function ApiUpdateSecrets(): MethodDecorator {
  return Operation({
    id: 'update_conversation_secrets_api_conversations__conversation_id__secrets_post',
    summary: 'Update Conversation Secrets',
    description: 'Add to the environment of its commands.',
    tags: TAGS,
    path: CONVERSATION,
    body: UpdateSecretsRequest,
    answers: { 200: ref(Success), 404: NOT_FOUND, 501: NOT_BUILT },
  });
}

/** POST /api/conversations/{conversation_id}/confirmation_policy */
export function ApiSetConfirmationPolicy(): MethodDecorator {
  return Operation({
    id: 'set_confirmation_policy_api_conversations__conversation_id__confirmation_policy_post',
    summary: 'Set Confirmation Policy',
    description: 'Say when a person must approve what the agent wants to do. Holds until it is changed.',
    tags: TAGS,
    path: CONVERSATION,
    body: SetConfirmationPolicyRequest,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** POST /api/conversations/{conversation_id}/security_analyzer */
export function ApiSetSecurityAnalyzer(): MethodDecorator {
  return Operation({
    id: 'set_conversation_security_analyzer_api_conversations__conversation_id__security_analyzer_post',
    summary: 'Set Conversation Security Analyzer',
    description: 'Say who judges how dangerous calls are. Holds until it is changed.',
    tags: TAGS,
    path: CONVERSATION,
    body: SetSecurityAnalyzerRequest,
    answers: { 200: ref(Success), 404: NOT_FOUND, 501: NOT_BUILT },
  });
}

/** POST /api/conversations/{conversation_id}/events/respond_to_confirmation */
export function ApiRespondToConfirmation(): MethodDecorator {
  return Operation({
    id: 'respond_to_confirmation_api_conversations__conversation_id__events_respond_to_confirmation_post',
    summary: 'Respond To Confirmation',
    description: 'Accept or reject the actions that wait for approval.',
    tags: ['Events'],
    path: CONVERSATION,
    body: ConfirmationResponseRequest,
    answers: { 200: ref(Success), 404: NOT_FOUND },
  });
}

/** GET /api/conversations/{conversation_id}/agent_final_response */
export function ApiAgentFinalResponse(): MethodDecorator {
  return Operation({
    id: 'get_agent_final_response_api_conversations__conversation_id__agent_final_response_get',
    summary: 'Get Agent Final Response',
    description: 'The last words of the agent.',
    tags: TAGS,
    path: CONVERSATION,
    answers: { 200: ref(AgentResponseResult), 404: NOT_FOUND },
  });
}
