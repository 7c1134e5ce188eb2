import { constants } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { findRepository } from './find-repository.js';
import { GitViewError } from './git-view-error.js';
import { baseOf } from './list-changes.js';
import { withRepository, type QuietRepository } from './quiet-repository.js';
import { findCommit, parentOf } from './revisions.js';

/** Both whole texts of a file; an empty one where it does not exist, null for both outside of every repository. */
export interface FileDiff {
  readonly original: string | null;
  readonly modified: string | null;
}

export type DiffQuestion =
  | { readonly kind: 'work'; readonly ref?: string | undefined; readonly unpushedOnly?: boolean }
  /** What one commit did to it. */
  | { readonly kind: 'commit'; readonly commit: string };

/** Larger files are not shown, in bytes. */
export const MAX_DIFF_BYTES = 1024 * 1024;

/** A file before and after. Bytes that are no UTF-8 are shown as replacement characters. @throws GitViewError */
export async function fileDiff(path: string, question: DiffQuestion, within?: string): Promise<FileDiff> {
  const directory = await nearestDirectory(dirname(path));
  const place = await findRepository(directory.real, within);
  if (place === undefined) return { original: null, modified: null };

  const real = join(directory.real, directory.missing, basename(path));
  const name = relative(place.root, real);
  return withRepository(place, (repository) =>
    question.kind === 'commit'
      ? diffOfCommit(repository, name, question.commit)
      : diffOfWork(repository, { path: real, name }, question),
  );
}

async function diffOfCommit(repository: QuietRepository, name: string, given: string): Promise<FileDiff> {
  const commit = await findCommit(repository, given);
  if (commit === undefined) throw new GitViewError(`The repository has no commit ${given}. Name one that it has.`);
  const parent = await parentOf(repository, commit);
  const original = await textAt(repository, parent, name);
  const modified = await textAt(repository, commit, name);
  return { original: original ?? '', modified: modified ?? '' };
}

async function diffOfWork(
  repository: QuietRepository,
  { path, name }: { readonly path: string; readonly name: string },
  question: Extract<DiffQuestion, { kind: 'work' }>,
): Promise<FileDiff> {
  const base = await baseOf(repository, question);
  const modified = await textOf(path);
  const original = await textAt(repository, base, name);
  if (modified === undefined && original === undefined)
    throw new GitViewError(`${path} does not exist. Check the path.`);
  return { original: original ?? '', modified: modified ?? '' };
}

/** Undefined when the commit has no such file. */
async function textAt(repository: QuietRepository, commit: string, name: string): Promise<string | undefined> {
  const entry = `${commit}:${name}`;
  if ((await repository.ask('cat-file', '-t', entry)) !== 'blob') return undefined;
  refuseLarge(name, Number(await repository.ask('cat-file', '-s', entry)));
  return (await repository.git(['cat-file', 'blob', entry])).toString();
}

/** Of a link its target, as git keeps it. Never waits: what is no regular file is not opened for good. */
async function textOf(path: string): Promise<string | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return readlink(path);
  if (!stats.isFile()) throw new GitViewError(`${path} is not a file. Name a file.`);
  refuseLarge(path, stats.size);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    // An agent may have put a link in the place of a directory meanwhile.
    if (![path, `${path} (deleted)`].includes(await placeOf(file, path)))
      throw new GitViewError(`${path} was moved meanwhile. Try again.`);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MAX_DIFF_BYTES + 1), position: 0 });
    refuseLarge(path, bytesRead);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Where an open file really lies, or has lain until it was replaced; where that cannot be told, its path. */
function placeOf({ fd }: FileHandle, path: string): Promise<string> {
  return readlink(`/proc/self/fd/${fd}`).catch(() => path);
}

function refuseLarge(name: string, bytes: number): void {
  if (bytes <= MAX_DIFF_BYTES) return;
  throw new GitViewError(
    `${name} is too large to be compared: it has ${bytes} bytes, at most ${MAX_DIFF_BYTES} are shown.`,
  );
}

/** The nearest directory upward that exists: the file may have been deleted with its directory. */
async function nearestDirectory(directory: string): Promise<{ readonly real: string; readonly missing: string }> {
  for (let candidate = directory; ; candidate = dirname(candidate)) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined) return { real, missing: relative(candidate, directory) };
    if (candidate === dirname(candidate)) return { real: candidate, missing: relative(candidate, directory) };
  }
}
