import { rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger, Workspace, WorktreeSpec } from '@openhands-nest/agent-ports';
import { worktreeGit } from './worktree-git.js';

export interface WorktreeRemoval {
  readonly worktree: WorktreeSpec;
  /** Opens a place that holds the working tree, in which the repository's own programs may run. */
  readonly open: () => Promise<Workspace>;
  readonly logger: Logger;
}

/** Milliseconds for all of it: a deletion waits for it. */
const PATIENCE_MS = 30_000;

/** Removes a working tree that holds nothing but what is committed; another one stays as it is. The branch stays. */
export async function removeWorktree({ worktree, open, logger }: WorktreeRemoval): Promise<void> {
  if (!(await stat(worktree.root).catch(() => undefined))) return;
  const workspace = await open();
  try {
    const git = worktreeGit(workspace, worktree, AbortSignal.timeout(PATIENCE_MS));
    // Without force git refuses where work would be lost.
    const { ok, complaint } = await git('worktree', 'remove', worktree.root);
    if (!ok) logger.info('A working tree stays, since it holds changes.', { directory: worktree.root, complaint });
  } finally {
    await workspace.close();
  }
  // Only when it is empty.
  await rmdir(dirname(worktree.root)).catch(() => undefined);
}
