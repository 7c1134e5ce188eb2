import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { WorkspaceError, type DirectoryEntry } from '@openhands-nest/agent-ports';
import type { Files } from './files.js';

const DEFAULT_MAX = 1024 * 1024;

/** Files as the server's own user sees them, read with care: whatever is there, no read hangs or fills the memory. */
export const machineFiles: Files = {
  readFile: async (path, { maxBytes = DEFAULT_MAX } = {}) => {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
      throw refusal(error, path);
    });
    try {
      return await readWhole(file, path, maxBytes);
    } finally {
      await file.close();
    }
  },
  list: async (path) => {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries
        .map((entry): DirectoryEntry => ({ name: entry.name, type: typeOf(entry) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      throw refusal(error, path);
    }
  },
};

async function readWhole(file: FileHandle, path: string, maxBytes: number): Promise<Buffer> {
  const stat = await file.stat();
  if (stat.isDirectory()) throw new WorkspaceError('is_directory', `${path} is a directory.`);
  if (!stat.isFile()) throw new WorkspaceError('io', `${path} is not a regular file.`);
  if (stat.size > maxBytes) throw new WorkspaceError('too_large', `${path} has more than ${maxBytes} bytes.`);
  return file.readFile();
}

function typeOf(entry: {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function refusal(error: unknown, path: string): WorkspaceError {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new WorkspaceError('not_found', `${path} is not there.`);
  if (code === 'ENOTDIR') return new WorkspaceError('not_directory', `${path} is not in a directory.`);
  if (code === 'EACCES' || code === 'EPERM') return new WorkspaceError('denied', `${path} may not be read.`);
  return new WorkspaceError('io', `${path} cannot be read (${code ?? 'unknown error'}).`);
}
