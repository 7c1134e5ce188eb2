import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  ProvisionError,
  RepositoryNotAllowedError,
  type Logger,
  type ProvisionRequest,
  type ProvisionResult,
  type RepositorySpec,
  type WorkspaceProvider,
  type WorkspaceProvisioner,
  type WorktreeSpec,
} from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { cloneCandidates } from './clone-candidates.js';
import { cloneRepository, type Clone } from './clone-repository.js';
import { checkedOutBranch } from './existing-clone.js';
import { gitEnvironment } from './git-environment.js';
import type { RepositoryHosts } from './repository-hosts.js';
import { runRepositoryScripts } from './repository-scripts.js';
import { makeWorktree } from './make-worktree.js';
import { removeWorktree } from './remove-worktree.js';
import { parseRepository, type RepositorySource } from './repository-source.js';
import { runGit } from './run-git.js';
import type { TokenSource } from './token-source.js';

export interface ProvisionerOptions {
  readonly logger: Logger;
  /** Default: no tokens, so only open repositories. */
  readonly tokenFor?: TokenSource;
  /** Fixed, or asked for each time when people can change them. Default: github.com, gitlab.com, bitbucket.org. */
  readonly hosts?: RepositoryHosts | (() => Promise<RepositoryHosts>);
  /** Whether paths and file:// addresses on the server itself may be cloned. Default false. */
  readonly allowLocal?: boolean;
  /** Whether a directory without a repository becomes a new one. Default false. */
  readonly initializeGit?: boolean;
  /** Where the repository's own scripts run; without it they are not run at all. */
  readonly openWorkspace?: WorkspaceProvider['open'];
  /** Milliseconds; default 10 minutes for a clone and for `.openhands/setup.sh`. */
  readonly cloneTimeoutMs?: number;
  readonly setupTimeoutMs?: number;
}

const TEN_MINUTES_MS = 600_000;

/** Gets workspaces ready on this machine: directory (mode 0700), clone, branch, set-up script, git hook. */
export function createProvisioner(options: ProvisionerOptions): WorkspaceProvisioner {
  return {
    provision: (request) => provision(request, options).catch((error: unknown) => explain(error, request)),
    async dismantle({ conversationId, workspace: { worktree } }) {
      const { openWorkspace, logger } = options;
      if (!openWorkspace || !worktree) return;
      // The folder around it, since a place that is shown by itself cannot be removed from inside.
      const place = { directory: dirname(worktree.root), alsoWritable: [worktree.commonDirectory] };
      await removeWorktree({ worktree, open: () => openWorkspace({ conversationId, ...place }), logger });
    },
  };
}

async function provision(request: ProvisionRequest, options: ProvisionerOptions): Promise<ProvisionResult> {
  const { workspace, signal, onStatus } = request;
  signal.throwIfAborted();
  await onStatus(RuntimeStatus.StartingRuntime);
  // Git wants to make the directory of a worktree itself.
  if (!workspace.worktree) await mkdir(workspace.directory, { recursive: true, mode: 0o700 });
  await onStatus(RuntimeStatus.SettingUpWorkspace);
  const { directory, branch } = await furnished(request, options);
  await runScripts(directory, request, options);
  signal.throwIfAborted();
  await onStatus(RuntimeStatus.Ready);
  return { directory, ...(branch && { branch }) };
}

async function furnished(request: ProvisionRequest, options: ProvisionerOptions): Promise<Clone> {
  const { repository, worktree } = request.workspace;
  if (repository) return clone(repository, request, options);
  return worktree ? worktreeOf(worktree, request, options) : plainDirectory(request, options);
}

async function worktreeOf(
  worktree: WorktreeSpec,
  { conversationId, workspace, signal }: ProvisionRequest,
  { openWorkspace, logger }: ProvisionerOptions,
): Promise<Clone> {
  if (!openWorkspace) throw new ProvisionError('This server cannot make git worktrees.', RuntimeStatus.Error);
  const { root, commonDirectory, branch } = worktree;
  const open = (): ReturnType<typeof openWorkspace> =>
    openWorkspace({ conversationId, directory: root, alsoWritable: [commonDirectory] });
  await makeWorktree({ worktree, directory: workspace.directory, open, signal, logger });
  return { directory: workspace.directory, branch };
}

async function clone(
  repository: RepositorySpec,
  request: ProvisionRequest,
  options: ProvisionerOptions,
): Promise<Clone> {
  const hosts = await hostsOf(options);
  const source = understood(repository, hosts, options);
  return cloneRepository({
    conversationId: request.conversationId,
    repository: repository.name,
    branch: repository.branch || undefined,
    candidates: await cloneCandidates(source, hosts, options.tokenFor ?? (async () => undefined)),
    directory: request.workspace.directory,
    folder: source.folder,
    signal: request.signal,
    timeoutMs: options.cloneTimeoutMs ?? TEN_MINUTES_MS,
    logger: options.logger,
  });
}

async function hostsOf({ hosts = {} }: ProvisionerOptions): Promise<RepositoryHosts> {
  return typeof hosts === 'function' ? hosts() : hosts;
}

function understood(
  repository: RepositorySpec,
  hosts: RepositoryHosts,
  { allowLocal }: ProvisionerOptions,
): RepositorySource {
  try {
    return parseRepository(repository, { hosts, allowLocal });
  } catch (error) {
    if (error instanceof RepositoryNotAllowedError) throw new ProvisionError(error.message, RuntimeStatus.Error);
    throw error;
  }
}

async function plainDirectory({ workspace, signal }: ProvisionRequest, options: ProvisionerOptions): Promise<Clone> {
  const { directory } = workspace;
  // What is there already may have been made by an agent: git must not run on it here.
  const isNew = !(await lstat(join(directory, '.git')).catch(() => undefined));
  if (options.initializeGit && isNew) {
    const environment = gitEnvironment({ url: 'file:///' });
    const command = ['init', '--quiet', '--template=', '--initial-branch=main'];
    const { exitCode } = await runGit({
      arguments: command,
      environment,
      cwd: directory,
      signal,
      timeoutMs: TEN_MINUTES_MS,
    });
    if (exitCode !== 0) options.logger.warn('The working directory could not be made a git repository.', { directory });
  }
  return { directory, branch: await checkedOutBranch(directory) };
}

async function runScripts(directory: string, request: ProvisionRequest, options: ProvisionerOptions): Promise<void> {
  const { openWorkspace, logger, setupTimeoutMs = TEN_MINUTES_MS } = options;
  const { conversationId, signal, onStatus } = request;
  if (!openWorkspace) return;
  const open = (): ReturnType<typeof openWorkspace> => openWorkspace({ conversationId, directory });
  await runRepositoryScripts({ open, directory, signal, onStatus, setupTimeoutMs, logger });
}

/** Errors of the file system become sentences too; everything else already is one, or is the reason of an abort. */
function explain(error: unknown, { signal, workspace }: ProvisionRequest): never {
  const { code, syscall } = error as Partial<NodeJS.ErrnoException>;
  if (signal.aborted || code === undefined || syscall === undefined) throw error;
  throw new ProvisionError(directorySentence(workspace.directory, code), RuntimeStatus.Error);
}

function directorySentence(directory: string, code: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk is full, so ${directory} could not be made. Free space on the server.`;
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return `${directory} cannot be a working directory, because a file is in its way. Name another one.`;
  return `The working directory ${directory} could not be made ready (${code}). Give the server write access, or name another one.`;
}
