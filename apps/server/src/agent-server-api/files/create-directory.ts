import { mkdir, stat } from 'node:fs/promises';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from './file-refusals.js';

/** Makes a directory with its parents; one that exists is left as it is. @throws HttpProblem */
export async function createDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => refuse(error, path));
}

async function refuse(error: unknown, path: string): Promise<void> {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EEXIST') refusedBySystem('A part of the path disappeared. Try again.')(error);
  // A link to a directory is one, although it cannot be made again.
  if ((await stat(path).catch(() => undefined))?.isDirectory()) return;
  throw new HttpProblem(400, { detail: 'Path exists and is not a directory' });
}
