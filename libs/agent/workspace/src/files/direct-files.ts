import { constants, type Dirent } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { DirectoryEntry, FileStat } from '@openhands-nest/agent-ports';
import type { FileAccess } from './file-access.js';
import { fileError, isMissing, toWorkspaceError } from './file-errors.js';
import { readHandle, toFileStat } from './read-handle.js';
import { replaceFile } from './replace-file.js';

/** Files of the machine as the server's user sees them: exactly what a local terminal sees. */
export class DirectFiles implements FileAccess {
  readFile(path: string, maxBytes: number): Promise<Buffer> {
    return translated(path, async () => {
      // Not waiting for somebody to write into a pipe.
      const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        return await readHandle(handle, path, maxBytes);
      } finally {
        await handle.close();
      }
    });
  }

  writeFile(path: string, content: Uint8Array, mustBeNew: boolean): Promise<void> {
    return translated(path, async () => {
      if (mustBeNew && (await lstat(path).catch(() => undefined))) throw fileError('exists', path);
      await mkdir(dirname(path), { recursive: true });
      const target = await followed(path);
      const existing = await stat(target).catch(() => undefined);
      if (existing?.isDirectory()) throw fileError('is_directory', path);
      if (existing && !existing.isFile()) throw fileError('io', path);
      const mode = existing && existing.mode & 0o777;
      await replaceFile({ folder: dirname(target), name: basename(target), content, mode, mustBeNew });
    });
  }

  async stat(path: string): Promise<FileStat | undefined> {
    try {
      return toFileStat(await stat(path));
    } catch (error) {
      const reason = toWorkspaceError(error, path).reason;
      if (reason === 'not_found' || reason === 'not_directory') return undefined;
      throw toWorkspaceError(error, path);
    }
  }

  list(path: string): Promise<readonly DirectoryEntry[]> {
    return translated(path, async () => (await readdir(path, { withFileTypes: true })).map(toDirectoryEntry));
  }
}

export function toDirectoryEntry(entry: Dirent): DirectoryEntry {
  if (entry.isFile()) return { name: entry.name, type: 'file' };
  if (entry.isDirectory()) return { name: entry.name, type: 'directory' };
  return { name: entry.name, type: entry.isSymbolicLink() ? 'link' : 'other' };
}

/** The file that a write to `path` changes: where its link leads, or the path itself. */
async function followed(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return `${await realpath(dirname(path))}/${basename(path)}`;
  }
}

async function translated<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw toWorkspaceError(error, path);
  }
}
