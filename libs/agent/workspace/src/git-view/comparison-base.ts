import type { QuietRepository } from './quiet-repository.js';
import { emptyTree, findCommit } from './revisions.js';

const USUAL_DEFAULTS = ['main', 'master'];

export interface BaseOptions {
  /** Whether anything differs from HEAD; asked only when it matters. */
  readonly isClean: () => Promise<boolean>;
}

/**
 * What the work in a repository is compared with when nobody says: what has been pushed of the branch; else where it left the default
 * branch of its origin, or a local one; else its last commit; else nothing at all.
 */
export async function comparisonBase(repository: QuietRepository, { isClean }: BaseOptions): Promise<string> {
  const head = await findCommit(repository, 'HEAD');
  if (head === undefined) return emptyTree(repository);
  const pushed = await pushedBranch(repository);
  if (pushed !== undefined && !(pushed === head && (await isClean()))) return pushed;
  return (await originBase(repository)) ?? (await localBase(repository)) ?? head;
}

/** The same, but that nothing is left to be seen of a branch that has been pushed. */
export function unpushedBase(repository: QuietRepository): Promise<string> {
  return comparisonBase(repository, { isClean: async () => false });
}

/** The same, where only what is in the origin counts. */
export async function pushedBase(repository: QuietRepository): Promise<string | undefined> {
  return (await pushedBranch(repository)) ?? (await originBase(repository));
}

async function pushedBranch(repository: QuietRepository): Promise<string | undefined> {
  const branch = await currentBranch(repository);
  return branch === undefined ? undefined : findCommit(repository, `refs/remotes/origin/${branch}`);
}

/** Undefined when a commit is checked out instead of a branch. */
export function currentBranch(repository: QuietRepository): Promise<string | undefined> {
  return repository.ask('symbolic-ref', '--quiet', '--short', 'HEAD');
}

async function originBase(repository: QuietRepository): Promise<string | undefined> {
  const named = await repository.ask('symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...USUAL_DEFAULTS.map((name) => `refs/remotes/origin/${name}`),
  ];
  return firstShared(repository, candidates);
}

function localBase(repository: QuietRepository): Promise<string | undefined> {
  return firstShared(
    repository,
    USUAL_DEFAULTS.map((name) => `refs/heads/${name}`),
  );
}

/** Where HEAD left the first of these that exists; that one itself when they share nothing. */
async function firstShared(repository: QuietRepository, references: readonly string[]): Promise<string | undefined> {
  for (const reference of references) {
    const commit = await findCommit(repository, reference);
    if (commit !== undefined) return (await repository.ask('merge-base', 'HEAD', commit)) ?? commit;
  }
  return undefined;
}
