import type { ChangeKind, CommitPage, DiffQuestion, FileChange } from '@openhands-nest/agent-workspace';
import {
  GitChangeStatus,
  type GitChange,
  type GitCommitsPage,
  type GitDiffQuery,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';

const STATUSES = {
  added: GitChangeStatus.Added,
  deleted: GitChangeStatus.Deleted,
  updated: GitChangeStatus.Updated,
} as const satisfies Record<ChangeKind, GitChangeStatus>;

export function toGitChange({ kind, path }: FileChange): GitChange {
  return { status: STATUSES[kind], path };
}

export function toCommitsPage({ commits, hasMore }: CommitPage): GitCommitsPage {
  return {
    commits: commits.map(({ sha, shortSha, subject, author, timestamp }) => ({
      sha,
      short_sha: shortSha,
      subject,
      author,
      timestamp,
    })),
    has_more: hasMore,
  };
}

/** @throws HttpProblem 400 when both a reference and a commit are given */
export function toDiffQuestion({ ref, commit }: GitDiffQuery): DiffQuestion {
  if (ref && commit) throw new HttpProblem(400, { detail: "'ref' and 'commit' are mutually exclusive" });
  return commit ? { kind: 'commit', commit } : { kind: 'work', ref: ref || undefined };
}
