import { listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from '../document-outline.js';
import { SuggestedTask } from '../init-session-request.js';
import {
  BranchesQuery,
  Branch,
  InstallationsQuery,
  MicroagentContentQuery,
  MicroagentContentResponse,
  MicroagentResponse,
  RepositoriesQuery,
  Repository,
  RepositorySearchQuery,
  User,
} from './git-accounts.js';

const NO_TOKEN = 'No token for a git host is saved, or the host does not accept it';
const security = SECURITY_SCHEME;
/** `owner/name`; the owner may hold slashes. */
const REPOSITORY = { repository_name: text() };

/** GET /api/user/info */
export function ApiGetUser(): MethodDecorator {
  return Operation({
    id: 'get_user_api_user_info_get',
    summary: 'Get User',
    answers: { 200: ref(User), 401: NO_TOKEN },
    security,
  });
}

/** GET /api/user/installations */
export function ApiGetUserInstallations(): MethodDecorator {
  return Operation({
    id: 'get_user_installations_api_user_installations_get',
    summary: 'Get User Installations',
    query: InstallationsQuery,
    answers: { 200: listOf(text()), 400: 'The provider has no installations', 401: NO_TOKEN },
    security,
  });
}

/** GET /api/user/repositories */
export function ApiGetUserRepositories(): MethodDecorator {
  return Operation({
    id: 'get_user_repositories_api_user_repositories_get',
    summary: 'Get User Repositories',
    query: RepositoriesQuery,
    answers: { 200: listOf(ref(Repository)), 401: NO_TOKEN },
    security,
  });
}

/** GET /api/user/search/repositories */
export function ApiSearchRepositories(): MethodDecorator {
  return Operation({
    id: 'search_repositories_api_user_search_repositories_get',
    summary: 'Search Repositories',
    query: RepositorySearchQuery,
    answers: { 200: listOf(ref(Repository)), 401: NO_TOKEN },
    security,
  });
}

/** GET /api/user/suggested-tasks */
export function ApiGetSuggestedTasks(): MethodDecorator {
  return Operation({
    id: 'get_suggested_tasks_api_user_suggested_tasks_get',
    summary: 'Get Suggested Tasks',
    description: 'Own pull and merge requests that need something, and assigned issues.',
    answers: { 200: listOf(ref(SuggestedTask)), 401: NO_TOKEN },
    security,
  });
}

/** GET /api/user/repository/branches */
export function ApiGetRepositoryBranches(): MethodDecorator {
  return Operation({
    id: 'get_repository_branches_api_user_repository_branches_get',
    summary: 'Get Repository Branches',
    description: 'Newest push first, `main` and `master` before all others.',
    query: BranchesQuery,
    answers: { 200: listOf(ref(Branch)), 401: NO_TOKEN, 404: 'No such repository' },
    security,
  });
}

/** GET /api/user/repository/{repository_name}/microagents */
export function ApiGetRepositoryMicroagents(): MethodDecorator {
  return Operation({
    id: 'get_repository_microagents_api_user_repository__repository_name__microagents_get',
    summary: 'Get Repository Microagents',
    path: REPOSITORY,
    answers: { 200: listOf(ref(MicroagentResponse)), 404: 'No such repository' },
    security,
  });
}

/** GET /api/user/repository/{repository_name}/microagents/content */
export function ApiGetRepositoryMicroagentContent(): MethodDecorator {
  return Operation({
    id: 'get_repository_microagent_content_api_user_repository__repository_name__microagents_content_get',
    summary: 'Get Repository Microagent Content',
    path: REPOSITORY,
    query: MicroagentContentQuery,
    answers: { 200: ref(MicroagentContentResponse), 404: 'No such repository or file' },
    security,
  });
}
