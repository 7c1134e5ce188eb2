import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { readPointer, type RepositoryPlace } from './find-repository.js';

/** Parts of a repository that could be links to another one's. */
const PARTS = ['objects', 'refs', 'packed-refs', 'reftable', 'index', 'info', 'config'];
const MAX_ALTERNATES_BYTES = 64 * 1024;

/**
 * Whether all of a repository lies below a directory, so that whoever may look into that directory may see all that it holds. An
 * additional working tree may belong to a repository elsewhere, if that one says so itself: nobody can say it from inside.
 * @param within real path
 */
export async function isEnclosed(place: RepositoryPlace, within: string): Promise<boolean> {
  if (!isInside(within, place.root)) return false;
  const isOwn = (await isBelow(within, place.gitDirectory)) && (await isBelow(within, place.commonDirectory));
  if (!isOwn) return isKnownWorkingTree(place);
  for (const part of PARTS) {
    if (!(await isBelow(within, join(place.commonDirectory, part)))) return false;
    if (!(await isBelow(within, join(place.gitDirectory, part)))) return false;
  }
  return hasOwnObjects(place, within);
}

/** Lexically. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** What does not exist leads nowhere. */
async function isBelow(within: string, path: string): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  return real === undefined || isInside(within, real);
}

async function isKnownWorkingTree({ root, gitDirectory, commonDirectory }: RepositoryPlace): Promise<boolean> {
  const [real, common] = await Promise.all([realOrGiven(gitDirectory), realOrGiven(commonDirectory)]);
  if (!isInside(join(common, 'worktrees'), real)) return false;
  const named = await readPointer(join(real, 'gitdir'));
  return named !== undefined && resolve(real, named) === join(root, '.git');
}

function realOrGiven(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Objects may be borrowed from other repositories by a list of directories. */
async function hasOwnObjects({ commonDirectory }: RepositoryPlace, within: string): Promise<boolean> {
  const objects = join(commonDirectory, 'objects');
  const list = join(objects, 'info', 'alternates');
  if (!(await isBelow(within, list))) return false;
  const text = await readFile(list, 'utf8').catch(() => '');
  if (text.length > MAX_ALTERNATES_BYTES) return false;
  for (const line of text.split('\n').filter(Boolean)) {
    const target = await realpath(resolve(objects, line)).catch(() => undefined);
    if (target === undefined || !isInside(within, target)) return false;
  }
  return true;
}
