import { Operation, ref, text } from '@openhands-nest/contracts/schema';
import { MCPServer, MCPServerPatch } from './mcp-server.js';
import { SettingsSchema } from './settings-schema.js';
import { SettingsResponse, SettingsUpdateRequest } from './settings.js';

const TAGS = ['Settings'];
const SERVER = { settings_key: text() };

/** GET /api/settings */
export function ApiGetSettings(): MethodDecorator {
  return Operation({
    id: 'get_settings_api_settings_get',
    summary: 'Get Settings',
    description: 'All settings. Secrets are masked unless the header X-Expose-Secrets says plaintext or encrypted.',
    tags: TAGS,
    answers: { 200: ref(SettingsResponse), 400: 'Unknown value of X-Expose-Secrets' },
  });
}

/** PATCH /api/settings */
export function ApiUpdateSettings(): MethodDecorator {
  return Operation({
    id: 'update_settings_api_settings_patch',
    summary: 'Update Settings',
    description: 'Merge changes into the settings.',
    tags: TAGS,
    body: SettingsUpdateRequest,
    answers: { 200: ref(SettingsResponse), 400: 'Nothing to change', 404: 'No such profile' },
  });
}

/** GET /api/settings/agent-schema */
export function ApiGetAgentSettingsSchema(): MethodDecorator {
  return Operation({
    id: 'get_agent_settings_schema_api_settings_agent_schema_get',
    summary: 'Get Agent Settings Schema',
    description: 'What a form for agent settings shows.',
    tags: TAGS,
    answers: { 200: ref(SettingsSchema) },
  });
}

/** GET /api/settings/conversation-schema */
export function ApiGetConversationSettingsSchema(): MethodDecorator {
  return Operation({
    id: 'get_conversation_settings_schema_api_settings_conversation_schema_get',
    summary: 'Get Conversation Settings Schema',
    description: 'What a form for conversation settings shows.',
    tags: TAGS,
    answers: { 200: ref(SettingsSchema) },
  });
}

/** POST /api/settings/mcp/{settings_key} */
export function ApiCreateMcpServer(): MethodDecorator {
  return Operation({
    id: 'create_mcp_server_api_settings_mcp__settings_key__post',
    summary: 'Create Mcp Server',
    description: 'Add an MCP server.',
    tags: TAGS,
    path: SERVER,
    body: MCPServer,
    answers: { 201: ref(SettingsResponse), 409: 'The name is taken' },
  });
}

/** PATCH /api/settings/mcp/{settings_key} */
export function ApiPatchMcpServer(): MethodDecorator {
  return Operation({
    id: 'patch_mcp_server_api_settings_mcp__settings_key__patch',
    summary: 'Patch Mcp Server',
    description: 'Change some fields of an MCP server.',
    tags: TAGS,
    path: SERVER,
    body: MCPServerPatch,
    answers: { 200: ref(SettingsResponse), 404: 'Item not found' },
  });
}

/** DELETE /api/settings/mcp/{settings_key} */
export function ApiDeleteMcpServer(): MethodDecorator {
  return Operation({
    id: 'delete_mcp_server_api_settings_mcp__settings_key__delete',
    summary: 'Delete Mcp Server',
    description: 'Forget an MCP server.',
    tags: TAGS,
    path: SERVER,
    answers: { 200: ref(SettingsResponse), 404: 'Item not found' },
  });
}
