import { lstat, readdir, readlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { HttpProblem } from '../../../http/problems.js';
import { excluder } from './exclusions.js';

/** Most entries of one archive. */
const MAX_ENTRIES = 200_000;

export interface FileListing {
  /** Relative to the directory; a directory comes before what it holds. */
  readonly paths: readonly string[];
  readonly fileCount: number;
  readonly totalBytes: number;
}

/** Everything below a directory that an archive takes: files, directories, and links that stay inside. @throws HttpProblem 400 for too much */
export async function listFiles(directory: string, exclusions: readonly string[]): Promise<FileListing> {
  const isExcluded = excluder(exclusions);
  const paths: string[] = [];
  let fileCount = 0;
  let totalBytes = 0;
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (isExcluded(path)) continue;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile()) {
        fileCount += 1;
        totalBytes += await sizeOf(join(directory, path));
      } else if (!entry.isSymbolicLink() || !(await staysInside(directory, path))) continue;
      paths.push(path);
    }
    if (paths.length > MAX_ENTRIES)
      throw new HttpProblem(400, { detail: `There are more than ${MAX_ENTRIES} files. Exclude some.` });
  }
  return { paths, fileCount, totalBytes };
}

async function sizeOf(path: string): Promise<number> {
  return (await lstat(path).catch(() => undefined))?.size ?? 0;
}

async function staysInside(directory: string, path: string): Promise<boolean> {
  const target = await readlink(join(directory, path)).catch(() => '/');
  return !target.startsWith('/') && !/^\.\.(\/|$)/.test(relative(directory, resolve(directory, dirname(path), target)));
}
