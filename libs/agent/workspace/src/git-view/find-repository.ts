import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isEnclosed } from './enclosed.js';

/** Where the parts of a repository lie. All paths are absolute. */
export interface RepositoryPlace {
  /** Directory that holds `.git`. */
  readonly root: string;
  /** Holds HEAD and the index. */
  readonly gitDirectory: string;
  /** Holds objects, refs and the configuration; differs from `gitDirectory` in additional working trees. */
  readonly commonDirectory: string;
}

/** Files that only name a directory are short; whatever is longer is none of git's. */
const MAX_POINTER_BYTES = 4096;

/**
 * The repository that a directory belongs to: the nearest directory upward that holds `.git`. Git itself is not asked, because it
 * would believe the configuration that it finds there. @param directory absolute, without links @param within see {@link isEnclosed}
 */
export async function findRepository(directory: string, within?: string): Promise<RepositoryPlace | undefined> {
  for (let candidate = directory; ; candidate = dirname(candidate)) {
    const place = await repositoryAt(candidate, within);
    if (place !== undefined || candidate === dirname(candidate) || candidate === within) return place;
  }
}

/** The repository whose root the directory is; undefined for one that is not enclosed, where that is asked for. */
export async function repositoryAt(root: string, within?: string): Promise<RepositoryPlace | undefined> {
  const place = await placeAt(root);
  return place === undefined || within === undefined || (await isEnclosed(place, within)) ? place : undefined;
}

async function placeAt(root: string): Promise<RepositoryPlace | undefined> {
  const gitDirectory = await gitDirectoryOf(root);
  if (gitDirectory === undefined || (await readPointer(join(gitDirectory, 'HEAD'))) === undefined) return undefined;
  const common = await readPointer(join(gitDirectory, 'commondir'));
  return { root, gitDirectory, commonDirectory: common === undefined ? gitDirectory : resolve(gitDirectory, common) };
}

async function gitDirectoryOf(root: string): Promise<string | undefined> {
  const path = join(root, '.git');
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || stats.isDirectory() || stats.isSymbolicLink()) return stats && path;
  const target = /^gitdir: (.+)$/.exec((await readPointer(path)) ?? '')?.[1];
  return target === undefined ? undefined : resolve(root, target);
}

/** The text of a short regular file. */
export async function readPointer(path: string): Promise<string | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isFile() || stats.size > MAX_POINTER_BYTES) return undefined;
  return (await readFile(path, 'utf8').catch(() => undefined))?.trim();
}
