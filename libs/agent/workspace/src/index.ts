export { createWorkspaceProvider, type WorkspaceProviderOptions } from './create-workspace-provider.js';
export { probePrograms as probe, ripgrepPath, type ProgramProbe } from './probe/probe-programs.js';
export {
  createProvisioner,
  tokenSource,
  TOKEN_VARIABLES,
  validateRepository,
  type CloneProvider,
  type ProvisionerOptions,
  type RepositoryCheck,
  type RepositoryHosts,
  type RepositoryRules,
  type TokenSource,
} from './repository/index.js';
