import { GitViewError } from './git-view-error.js';
import type { QuietRepository } from './quiet-repository.js';

/** The commit that a name stands for. `HEAD` before the first commit stands for nothing: the empty tree. @throws GitViewError */
export async function resolveRevision(repository: QuietRepository, name: string): Promise<string> {
  const commit = await findCommit(repository, name);
  if (commit !== undefined) return commit;
  if (name === 'HEAD') return emptyTree(repository);
  throw new GitViewError(
    `The repository has no commit ${name.slice(0, 200)}. Name a commit, branch or tag that it has.`,
  );
}

/** Names that git would take for options are nobody's. */
export async function findCommit(repository: QuietRepository, name: string): Promise<string | undefined> {
  if (name.startsWith('-') || name.includes('\0')) return undefined;
  return repository.ask('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
}

/** The first parent of a commit, or the empty tree before the first one. */
export async function parentOf(repository: QuietRepository, commit: string): Promise<string> {
  return (await findCommit(repository, `${commit}^1`)) ?? emptyTree(repository);
}

/** Its name depends on the hash that the repository uses. */
export async function emptyTree(repository: QuietRepository): Promise<string> {
  return (await repository.git(['hash-object', '-t', 'tree', '/dev/null'])).toString().trim();
}
