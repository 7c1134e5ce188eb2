import { Operation, ref } from '@openhands-nest/contracts/schema';
import {
  AddWorkspaceParentsRequest,
  AddWorkspacesRequest,
  WorkspacePathQuery,
  WorkspacesListResponse,
} from './saved-workspaces.js';
import { DeletedResponse } from './secrets.js';

const TAGS = ['Workspaces'];

/** GET /api/workspaces */
export function ApiListWorkspaces(): MethodDecorator {
  return Operation({
    id: 'list_workspaces_api_workspaces_get',
    summary: 'List Workspaces',
    description: 'Directories that were remembered.',
    tags: TAGS,
    answers: { 200: ref(WorkspacesListResponse) },
  });
}

/** POST /api/workspaces */
export function ApiAddWorkspaces(): MethodDecorator {
  return Operation({
    id: 'add_workspaces_api_workspaces_post',
    summary: 'Add Workspaces',
    description: 'Remember directories. A path that is known stays as it is.',
    tags: TAGS,
    body: AddWorkspacesRequest,
    answers: { 200: ref(WorkspacesListResponse), 409: 'Too many workspaces' },
  });
}

/** DELETE /api/workspaces */
export function ApiDeleteWorkspace(): MethodDecorator {
  return Operation({
    id: 'delete_workspace_api_workspaces_delete',
    summary: 'Delete Workspace',
    description: 'Forget a directory. Its files stay.',
    tags: TAGS,
    query: WorkspacePathQuery,
    answers: { 200: ref(DeletedResponse), 404: 'Item not found' },
  });
}

/** POST /api/workspaces/parents */
export function ApiAddWorkspaceParents(): MethodDecorator {
  return Operation({
    id: 'add_workspace_parents_api_workspaces_parents_post',
    summary: 'Add Workspace Parents',
    description: 'Remember directories of directories.',
    tags: TAGS,
    body: AddWorkspaceParentsRequest,
    answers: { 200: ref(WorkspacesListResponse), 409: 'Too many workspaces' },
  });
}

/** DELETE /api/workspaces/parents */
export function ApiDeleteWorkspaceParent(): MethodDecorator {
  return Operation({
    id: 'delete_workspace_parent_api_workspaces_parents_delete',
    summary: 'Delete Workspace Parent',
    description: 'Forget a directory of directories. Its files stay.',
    tags: TAGS,
    query: WorkspacePathQuery,
    answers: { 200: ref(DeletedResponse), 404: 'Item not found' },
  });
}
