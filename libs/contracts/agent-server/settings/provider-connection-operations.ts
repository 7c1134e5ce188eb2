import { listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import {
  ProviderConnectionCreateRequest,
  ProviderConnectionResponse,
  ProviderConnectionUpdateRequest,
} from './provider-connections.js';

const TAGS = ['LLM'];
const CONNECTION = { connection_id: text() };

/** GET /api/llm/provider-connections */
export function ApiListProviderConnections(): MethodDecorator {
  return Operation({
    id: 'list_provider_connections_api_llm_provider_connections_get',
    summary: 'List Provider Connections',
    description: 'All connections, without their keys.',
    tags: TAGS,
    answers: { 200: listOf(ref(ProviderConnectionResponse)) },
  });
}

/** POST /api/llm/provider-connections */
export function ApiCreateProviderConnection(): MethodDecorator {
  return Operation({
    id: 'create_provider_connection_api_llm_provider_connections_post',
    summary: 'Create Provider Connection',
    description: 'Keep a key and an address for several LLM profiles.',
    tags: TAGS,
    body: ProviderConnectionCreateRequest,
    answers: { 201: ref(ProviderConnectionResponse), 409: 'Too many connections' },
  });
}

/** PATCH /api/llm/provider-connections/{connection_id} */
export function ApiUpdateProviderConnection(): MethodDecorator {
  return Operation({
    id: 'update_provider_connection_api_llm_provider_connections__connection_id__patch',
    summary: 'Update Provider Connection',
    description: 'Change some fields of a connection.',
    tags: TAGS,
    path: CONNECTION,
    body: ProviderConnectionUpdateRequest,
    answers: { 200: ref(ProviderConnectionResponse), 404: 'Item not found' },
  });
}

/** DELETE /api/llm/provider-connections/{connection_id} */
export function ApiDeleteProviderConnection(): MethodDecorator {
  return Operation({
    id: 'delete_provider_connection_api_llm_provider_connections__connection_id__delete',
    summary: 'Delete Provider Connection',
    description: 'Forget a connection that nothing refers to.',
    tags: TAGS,
    path: CONNECTION,
    answers: { 200: ref(ProviderConnectionResponse), 404: 'Item not found', 409: 'Something refers to it' },
  });
}
