import { realpath } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { WorkspaceSpec } from '@openhands-nest/agent-ports';
import { findRepository, repositoryFacts } from '@openhands-nest/agent-workspace';
import type { ConversationWorktreeOptions } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../../http/problems.js';

export interface WorktreePlan {
  readonly workspace: WorkspaceSpec;
  /** Tells the agent where it is. */
  readonly instructions: string;
}

export interface WorktreeWish {
  readonly conversationId: string;
  /** Absolute path of the directory that the client named. */
  readonly directory: string;
  /** Folder of the server for all working trees. */
  readonly worktrees: string;
  readonly options?: ConversationWorktreeOptions | null;
}

/**
 * Where a conversation gets a working tree of its own; undefined when the directory belongs to no repository, or to one without a
 * commit: then it works in the directory itself. @throws InvalidInputError
 */
export async function planWorktree(wish: WorktreeWish): Promise<WorktreePlan | undefined> {
  const { base = 'default_branch', ref, branch_prefix: prefix = 'openhands/' } = wish.options ?? {};
  if (base === 'ref' && !ref) throw invalidInput(['body', 'worktree_options', 'ref'], 'A `ref` base needs a `ref`');
  const source = await realpath(wish.directory).catch(() => undefined);
  const place = source === undefined ? undefined : await findRepository(source);
  const facts = place && (await repositoryFacts(place.root).catch(() => undefined));
  if (source === undefined || !place || facts?.headCommit === undefined) return undefined;

  const root = join(wish.worktrees, wish.conversationId, basename(place.root));
  const directory = join(root, relative(place.root, source));
  const branch = `${prefix}${wish.conversationId}`;
  const { gitDirectory, commonDirectory } = place;
  const worktree = { root, gitDirectory, commonDirectory, branch, base, ...(ref && { ref }) } as const;
  return {
    workspace: { directory, worktree: { ...worktree, base: base as 'default_branch' | 'head' | 'ref' } },
    instructions: guidance(source, directory, branch),
  };
}

function guidance(source: string, directory: string, branch: string): string {
  return [
    `You work in a git worktree that belongs to this conversation alone: ${directory}, on the branch ${branch}.`,
    `It shares the history of the repository in ${source}, in which a person may be working at the same time.`,
    `Change files and commit only in your worktree, on this branch or on one that you make from it, and leave ${source} as it is.`,
  ].join(' ');
}
