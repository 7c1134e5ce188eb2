import { flag, listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { ConversationInfoResultSet, ConversationListQuery, UpdateConversationRequest } from './conversation-list.js';
import { ConversationResponse } from './conversation-response.js';
import { SECURITY_SCHEME } from './document-outline.js';
import { EventListPage, EventListQuery, TrajectoryExport } from './event-list.js';
import { RuntimeConfig, VSCodeUrl, WebClientConfig, WebHosts } from './runtime-details.js';

const CONVERSATION = { conversation_id: text() };
const NOT_FOUND = 'No such conversation';
const security = SECURITY_SCHEME;

/** GET /api/conversations */
export function ApiSearchConversations(): MethodDecorator {
  return Operation({
    id: 'search_conversations_api_conversations_get',
    summary: 'Search Conversations',
    query: ConversationListQuery,
    answers: { 200: ref(ConversationInfoResultSet) },
    security,
  });
}

/** POST /api/conversations/{conversation_id}/stop */
export function ApiStopConversation(): MethodDecorator {
  return Operation({
    id: 'stop_conversation_api_conversations__conversation_id__stop_post',
    summary: 'Stop Conversation',
    description: 'End the run and disconnect its clients. The answer tells the status before.',
    path: CONVERSATION,
    answers: { 200: ref(ConversationResponse) },
    security,
  });
}

/** PATCH /api/conversations/{conversation_id} */
export function ApiUpdateConversation(): MethodDecorator {
  return Operation({
    id: 'update_conversation_api_conversations__conversation_id__patch',
    summary: 'Update Conversation',
    path: CONVERSATION,
    body: UpdateConversationRequest,
    answers: { 200: flag(), 404: NOT_FOUND },
    security,
  });
}

/** DELETE /api/conversations/{conversation_id} */
export function ApiDeleteConversation(): MethodDecorator {
  return Operation({
    id: 'delete_conversation_api_conversations__conversation_id__delete',
    summary: 'Delete Conversation',
    description: 'True when there was one.',
    path: CONVERSATION,
    answers: { 200: flag() },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/events */
export function ApiSearchLegacyEvents(): MethodDecorator {
  return Operation({
    id: 'search_events_api_conversations__conversation_id__events_get',
    summary: 'Search Events',
    description: 'Events of one range of ids. An event filter may be sent as a JSON body.',
    path: CONVERSATION,
    query: EventListQuery,
    answers: { 200: ref(EventListPage), 400: 'The limit is not between 0 and 100', 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/trajectory */
export function ApiGetTrajectory(): MethodDecorator {
  return Operation({
    id: 'get_trajectory_api_conversations__conversation_id__trajectory_get',
    summary: 'Get Trajectory',
    path: CONVERSATION,
    answers: { 200: ref(TrajectoryExport), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/config */
export function ApiGetRuntimeConfig(): MethodDecorator {
  return Operation({
    id: 'get_remote_runtime_config_api_conversations__conversation_id__config_get',
    summary: 'Get Remote Runtime Config',
    path: CONVERSATION,
    answers: { 200: ref(RuntimeConfig), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/web-hosts */
export function ApiGetWebHosts(): MethodDecorator {
  return Operation({
    id: 'get_hosts_api_conversations__conversation_id__web_hosts_get',
    summary: 'Get Hosts',
    path: CONVERSATION,
    answers: { 200: ref(WebHosts), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/vscode-url */
export function ApiGetVSCodeUrl(): MethodDecorator {
  return Operation({
    id: 'get_vscode_url_api_conversations__conversation_id__vscode_url_get',
    summary: 'Get Vscode Url',
    path: CONVERSATION,
    answers: { 200: ref(VSCodeUrl), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/options/config */
export function ApiGetWebClientConfig(): MethodDecorator {
  return Operation({
    id: 'get_config_api_options_config_get',
    summary: 'Get Config',
    answers: { 200: ref(WebClientConfig) },
    security,
  });
}

/** GET /api/options/agents */
export function ApiGetAgents(): MethodDecorator {
  return Operation({
    id: 'get_agents_api_options_agents_get',
    summary: 'Get Agents',
    answers: { 200: listOf(text()) },
    security,
  });
}

/** GET /api/options/security-analyzers */
export function ApiGetSecurityAnalyzers(): MethodDecorator {
  return Operation({
    id: 'get_security_analyzers_api_options_security_analyzers_get',
    summary: 'Get Security Analyzers',
    answers: { 200: listOf(text()) },
    security,
  });
}
