import { realpath } from 'node:fs/promises';
import { inOrder, parseNameStatus, type FileChange } from './change.js';
import { findRepository, type RepositoryPlace } from './find-repository.js';
import { GitViewError } from './git-view-error.js';
import { PLAIN_DIFF } from './list-changes.js';
import { withRepository } from './quiet-repository.js';
import { findCommit, parentOf } from './revisions.js';

export interface Commit {
  readonly sha: string;
  readonly shortSha: string;
  /** First line of its message. */
  readonly subject: string;
  readonly author: string;
  /** When it was written, ISO 8601 with the offset of its author. */
  readonly timestamp: string;
}

export interface CommitPage {
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly hasMore: boolean;
}

const NO_COMMITS: CommitPage = { commits: [], hasMore: false };
const FORMAT = ['%H', '%h', '%s', '%an', '%aI'].join('%x00');
const FIELDS = 5;

/** The last commits of the repository that a directory belongs to; none outside of every repository. @throws GitViewError */
export async function listCommits(directory: string, limit: number, within?: string): Promise<CommitPage> {
  const place = await repositoryOf(directory, within);
  if (place === undefined) return NO_COMMITS;
  return withRepository(place, async (repository) => {
    if ((await findCommit(repository, 'HEAD')) === undefined) return NO_COMMITS;
    const output = await repository.git(['log', '-z', `--format=${FORMAT}`, '-n', String(limit + 1), 'HEAD', '--']);
    const commits = parseLog(output.toString());
    return { commits: commits.slice(0, limit), hasMore: commits.length > limit };
  });
}

/** What one commit changed, against its first parent. Paths are relative to the repository. @throws GitViewError for an unknown one */
export async function commitChanges(directory: string, given: string, within?: string): Promise<FileChange[]> {
  const place = await repositoryOf(directory, within);
  if (place === undefined) return [];
  return withRepository(place, async (repository) => {
    const commit = await findCommit(repository, given);
    if (commit === undefined) throw new GitViewError(`The repository has no commit ${given}. Name one that it has.`);
    const parent = await parentOf(repository, commit);
    const args = ['diff-tree', '-r', '-z', '--name-status', ...PLAIN_DIFF, parent, commit, '--'];
    return inOrder(parseNameStatus(await repository.git(args)));
  });
}

async function repositoryOf(directory: string, within?: string): Promise<RepositoryPlace | undefined> {
  const real = await realpath(directory).catch(() => undefined);
  return real === undefined ? undefined : findRepository(real, within);
}

function parseLog(output: string): Commit[] {
  const parts = output.split('\0');
  const commits: Commit[] = [];
  for (let index = 0; index + FIELDS <= parts.length; index += FIELDS) {
    const [sha = '', shortSha = '', subject = '', author = '', timestamp = ''] = parts.slice(index, index + FIELDS);
    commits.push({ sha, shortSha, subject, author, timestamp });
  }
  return commits;
}
