import type { FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { FileStat } from '@openhands-nest/agent-ports';
import { fileError } from './file-errors.js';

const CHUNK = 64 * 1024;

/** Reads an open file whole. It may grow meanwhile, and the files of /proc claim to be empty, so its size is a hint only. */
export async function readHandle(handle: FileHandle, path: string, maxBytes: number): Promise<Buffer> {
  const stats = await handle.stat();
  if (stats.isDirectory()) throw fileError('is_directory', path);
  if (!stats.isFile()) throw fileError('io', path);
  if (stats.size > maxBytes) throw fileError('too_large', path);

  const chunks: Buffer[] = [];
  for (let total = 0; ;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.max(CHUNK, stats.size + 1 - total)));
    if (bytesRead === 0) return Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
    if (total > maxBytes) throw fileError('too_large', path);
  }
}

export function toFileStat(stats: Stats): FileStat {
  const type = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  return { type, size: stats.size, modifiedAt: stats.mtimeMs };
}
