import { constants, existsSync } from 'node:fs';
import { mkdir, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isInside } from '@openhands-nest/agent-workspace';
import { outside } from './conversation-place.js';

const HELD_OPEN = '/proc/self/fd';

/**
 * Does something in a directory below another, which is made with its parents where it is missing. It is held open meanwhile and
 * reached through that, so that an agent who puts a link in its place changes nothing. @param use gets a path of the directory.
 * @throws HttpProblem 422 outside, or the operating system's error
 */
export async function withDirectoryInside<T>(
  root: string,
  directory: string,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (!existsSync(HELD_OPEN)) return withPlainDirectory(root, directory, use);
  let held = await open(root, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    for (const name of relative(root, directory).split(sep).filter(Boolean)) {
      const next = await openChild(held, name);
      await held.close();
      held = next;
      if (!isInside(root, await readlink(pathOf(held)))) throw outside('path');
    }
    return await use(pathOf(held));
  } finally {
    await held.close();
  }
}

/** Where directories cannot be reached through what is open. Jails need Linux, so here nobody is kept out anyway. */
async function withPlainDirectory<T>(root: string, directory: string, use: (path: string) => Promise<T>): Promise<T> {
  await mkdir(directory, { recursive: true });
  const real = await realpath(directory);
  if (!isInside(root, real)) throw outside('path');
  return use(real);
}

async function openChild(parent: FileHandle, name: string): Promise<FileHandle> {
  const path = join(pathOf(parent), name);
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return open(path, constants.O_RDONLY | constants.O_DIRECTORY);
}

function pathOf({ fd }: FileHandle): string {
  return `${HELD_OPEN}/${fd}`;
}
