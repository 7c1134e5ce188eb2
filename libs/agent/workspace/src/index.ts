export { createCommandRunner, type CommandRunnerOptions } from './commands/create-command-runner.js';
export type { MachineWorkspace, MachineWorkspaceProvider } from './machine-workspace.js';
export { createWorkspaceProvider, type WorkspaceProviderOptions } from './create-workspace-provider.js';
export type { GitIdentity } from './environment/clean-environment.js';
export {
  commitChanges,
  fileDiff,
  findRepository,
  GitViewError,
  isInside,
  listChanges,
  listCommits,
  repositoryAt,
  repositoryFacts,
  writeWorkPatch,
  type ChangeKind,
  type Commit,
  type CommitPage,
  type DiffQuestion,
  type FileChange,
  type FileDiff,
  type RepositoryFacts,
  type WorkPatch,
} from './git-view/index.js';
export { probeBubblewrap, type BubblewrapProbe } from './probe/probe-bubblewrap.js';
export { probePrograms as probe, ripgrepPath, type ProgramProbe } from './probe/probe-programs.js';
export {
  CLONE_PROVIDERS,
  createProvisioner,
  hostOf,
  organizationRepositories,
  quietGit,
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
export { comesFromJail, type LoopbackConnection } from './jail/connection-owner.js';
