export { createProvisioner, type ProvisionerOptions } from './create-provisioner.js';
export { organizationRepositories } from './organization-repository.js';
export {
  CLONE_PROVIDERS,
  hostOf,
  TOKEN_VARIABLES,
  type CloneProvider,
  type RepositoryHosts,
} from './repository-hosts.js';
export { type RepositoryRules } from './repository-source.js';
export { quietGit, type QuietGitRequest } from './quiet-git.js';
export { tokenSource, type TokenSource } from './token-source.js';
export { validateRepository, type RepositoryCheck } from './validate-repository.js';
