import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A regular file, open for reading. Whoever gets it closes it. */
export interface ServedFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly modifiedAt: Date;
}

/** Opens a file. Undefined for anything else, such as a directory or a pipe, which is not waited for. @throws the operating system's error */
export async function openServedFile(path: string): Promise<ServedFile | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, size: stats.size, modifiedAt: stats.mtime };
  await handle.close();
  return undefined;
}
