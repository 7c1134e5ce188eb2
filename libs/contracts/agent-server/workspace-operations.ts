import { Operation, text } from '@openhands-nest/contracts/schema';

const CONVERSATION = { conversation_id: text({ format: 'uuid' }) };
const ANSWERS = { 200: 'The file', 400: 'The path leaves the workspace', 404: 'File or conversation not found' };

/** GET /api/conversations/{conversation_id}/workspace */
export function ApiServeWorkspaceRoot(): MethodDecorator {
  return Operation({
    id: 'serve_workspace_root_api_conversations__conversation_id__workspace_get',
    summary: 'Serve Workspace Root',
    description: 'The `index.html` of the directory in which the conversation works.',
    tags: ['Workspace'],
    path: CONVERSATION,
    answers: ANSWERS,
  });
}

/** GET /api/conversations/{conversation_id}/workspace/{file_path} */
export function ApiServeWorkspaceFile(): MethodDecorator {
  return Operation({
    id: 'serve_workspace_file_api_conversations__conversation_id__workspace__file_path__get',
    summary: 'Serve Workspace File',
    description: 'A file of the workspace; of a directory its `index.html`.',
    tags: ['Workspace'],
    path: { ...CONVERSATION, file_path: text() },
    answers: ANSWERS,
  });
}

/** POST /api/auth/workspace-session */
export function ApiCreateWorkspaceSession(): MethodDecorator {
  return Operation({
    id: 'create_workspace_session_api_auth_workspace_session_post',
    summary: 'Create Workspace Session',
    description: 'Set a cookie with the session key of the request, which opens files of workspaces and nothing else.',
    tags: ['Auth'],
    answers: { 204: 'Cookie set', 401: 'Missing or invalid X-Session-API-Key header' },
  });
}

/** DELETE /api/auth/workspace-session */
export function ApiDeleteWorkspaceSession(): MethodDecorator {
  return Operation({
    id: 'delete_workspace_session_api_auth_workspace_session_delete',
    summary: 'Delete Workspace Session',
    description: 'Take the cookie back.',
    tags: ['Auth'],
    answers: { 204: 'Cookie cleared' },
  });
}
