import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError, type Logger, type Workspace, type WorktreeSpec } from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { worktreeGit, type WorktreeGit } from './worktree-git.js';

export interface WorktreeMaking {
  readonly worktree: WorktreeSpec;
  /** Directory of the agent, in the working tree. */
  readonly directory: string;
  /** Opens a place in which the repository's own programs may run: they never run beside the server. */
  readonly open: () => Promise<Workspace>;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** Gives a conversation a working tree and a branch of its own. Safe to repeat. @throws ProvisionError */
export async function makeWorktree(making: WorktreeMaking): Promise<void> {
  const { worktree, directory, signal } = making;
  if (!(await isMade(worktree.root))) {
    const workspace = await making.open();
    try {
      await add(worktreeGit(workspace, worktree, signal), making);
    } finally {
      await workspace.close();
    }
  }
  await mkdir(directory, { recursive: true });
}

async function isMade(root: string): Promise<boolean> {
  return (await stat(join(root, '.git')).catch(() => undefined))?.isFile() ?? false;
}

async function add(git: WorktreeGit, { worktree }: WorktreeMaking): Promise<void> {
  const { root, branch } = worktree;
  await git('worktree', 'prune');
  const start = await startOf(git, worktree);
  // A branch of this conversation that is there already was left by a set-up that did not come to its end.
  const { ok, complaint } = await git('worktree', 'add', '--force', '-B', branch, root, start);
  if (ok) return;
  throw new ProvisionError(
    `The git worktree on branch ${branch} could not be made: ${complaint} Start the conversation without a worktree, or from another ref.`,
    RuntimeStatus.Error,
  );
}

async function startOf(git: WorktreeGit, { base, ref }: WorktreeSpec): Promise<string> {
  if (base === 'head') return 'HEAD';
  const hasRemote = (await git('remote', 'get-url', 'origin')).ok;
  // Without the newest commits it begins where the repository last knew of the remote one.
  if (hasRemote) await git('fetch', '--quiet', 'origin');
  if (base === 'ref' && ref) return ref;
  const remoteDefault = hasRemote ? await git('symbolic-ref', '--short', 'refs/remotes/origin/HEAD') : undefined;
  if (remoteDefault?.ok) return remoteDefault.output;
  for (const name of ['main', 'master'])
    if ((await git('show-ref', '--verify', '--quiet', `refs/heads/${name}`)).ok) return name;
  return 'HEAD';
}
