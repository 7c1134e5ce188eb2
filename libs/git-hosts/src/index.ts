export { createGitHost } from './create-git-host.js';
export { GitHostError, GitHostProblem } from './git-host-error.js';
export { addressOf, type HostAddress } from './host-address.js';
export type {
  ChangeRequest,
  GitHost,
  HostAccess,
  HostBranch,
  HostFile,
  HostProvider,
  HostRepository,
  HostTask,
  HostUser,
  NewChangeRequest,
  RepositoryPage,
  RepositoryQuery,
  RepositorySearch,
} from './git-host.js';
