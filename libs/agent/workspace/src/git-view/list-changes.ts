import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { inOrder, parseNameStatus, type FileChange } from './change.js';
import { comparisonBase, unpushedBase } from './comparison-base.js';
import { findRepository, repositoryAt, type RepositoryPlace } from './find-repository.js';
import { GitViewError } from './git-view-error.js';
import { withRepository, type QuietRepository } from './quiet-repository.js';
import { resolveRevision } from './revisions.js';

/** Neither programs nor renames; of a repository inside only its commit. */
export const PLAIN_DIFF = ['--no-ext-diff', '--no-textconv', '--no-renames', '--ignore-submodules=dirty'];
/** Most repositories inside a directory that are looked at. */
const MAX_NESTED = 50;

export interface ChangesQuery {
  /** The commit that they are compared with. Default: where the work began ({@link comparisonBase}). */
  readonly ref?: string | undefined;
  /** Whether work counts only as long as it is not pushed. */
  readonly unpushedOnly?: boolean;
  /** See isEnclosed. */
  readonly within?: string | undefined;
}

/**
 * Files below a directory that differ from a commit, untracked ones included and ignored ones left out. Repositories directly below it are
 * listed with their own changes. Nothing for a directory that is in no repository, or does not exist.
 * @throws GitViewError for an unknown `ref`
 */
export async function listChanges(directory: string, query: ChangesQuery = {}): Promise<FileChange[]> {
  const real = await realpath(directory).catch(() => undefined);
  const names = real === undefined ? undefined : await directoriesIn(real);
  if (real === undefined || names === undefined) return [];

  const place = await findRepository(real, query.within);
  const own = place === undefined ? [] : await changesOf(place, real, query);
  const inner = await nestedChanges(real, names, query);
  return inOrder([...own.filter(({ path }) => !inner.roots.has(path)), ...inner.changes]);
}

/** Undefined when it is no directory. */
async function directoriesIn(directory: string): Promise<string[] | undefined> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => undefined);
  return entries?.filter((entry) => entry.isDirectory() && entry.name !== '.git').map(({ name }) => name);
}

interface NestedChanges {
  readonly roots: ReadonlySet<string>;
  readonly changes: readonly FileChange[];
}

async function nestedChanges(directory: string, names: readonly string[], query: ChangesQuery): Promise<NestedChanges> {
  const roots = new Set<string>();
  const changes: FileChange[] = [];
  for (const name of names) {
    if (roots.size >= MAX_NESTED) break;
    const place = await repositoryAt(join(directory, name), query.within);
    if (place === undefined) continue;
    roots.add(name);
    // What the outer repository calls by this name, the inner one need not know.
    const found = await changesOf(place, place.root, query).catch(nothingIfRefused);
    changes.push(...found.map(({ kind, path }) => ({ kind, path: `${name}/${path}` })));
  }
  return { roots, changes };
}

function nothingIfRefused(error: unknown): FileChange[] {
  if (error instanceof GitViewError) return [];
  throw error;
}

function changesOf(place: RepositoryPlace, directory: string, query: ChangesQuery): Promise<FileChange[]> {
  return withRepository(place, async (repository) => {
    const [untracked, base] = await Promise.all([untrackedFiles(repository, directory), baseOf(repository, query)]);
    return [...(await differences(repository, base, directory)), ...untracked];
  });
}

/** The commit with which a repository's files are compared. @throws GitViewError */
export function baseOf(
  repository: QuietRepository,
  { ref, unpushedOnly }: Pick<ChangesQuery, 'ref' | 'unpushedOnly'>,
): Promise<string> {
  if (ref !== undefined) return resolveRevision(repository, ref);
  if (unpushedOnly) return unpushedBase(repository);
  return comparisonBase(repository, { isClean: () => isClean(repository) });
}

async function isClean(repository: QuietRepository): Promise<boolean> {
  const { root } = repository.place;
  const changes = await differences(repository, 'HEAD', root);
  return changes.length === 0 && (await untrackedFiles(repository, root)).length === 0;
}

async function differences(repository: QuietRepository, base: string, directory: string): Promise<FileChange[]> {
  const args = ['diff', '--name-status', '-z', '--relative', ...PLAIN_DIFF, base, '--'];
  return parseNameStatus(await repository.git(args, { cwd: directory }));
}

async function untrackedFiles(repository: QuietRepository, directory: string): Promise<FileChange[]> {
  const output = await repository.git(['ls-files', '--others', '--exclude-standard', '-z'], { cwd: directory });
  const paths = output.toString().split('\0').filter(Boolean);
  // A repository inside is named with a slash at its end.
  return paths.map((path) => ({ kind: 'added', path: path.replace(/\/$/, '') }));
}
