import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderState = 'free' | 'clone' | 'other';

const HEAD_BYTES = 1_024;

/** What is at the place of a clone. An empty directory is as good as none. Links are never followed. */
export async function folderState(folder: string): Promise<FolderState> {
  const stat = await lstat(folder).catch(() => undefined);
  if (!stat) return 'free';
  if (!stat.isDirectory()) return 'other';
  const git = await lstat(join(folder, '.git')).catch(() => undefined);
  if (git?.isDirectory()) return 'clone';
  return (await readdir(folder)).length === 0 ? 'free' : 'other';
}

/**
 * The branch that is checked out; undefined when there is none or the folder is no clone. Reads the file itself: git would obey
 * the configuration of a clone in which an agent may already have worked.
 */
export async function checkedOutBranch(folder: string): Promise<string | undefined> {
  const head = await readStart(join(folder, '.git', 'HEAD')).catch(() => '');
  return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
