import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from './file-refusals.js';

const PERMISSIONS = 0o7777;

/**
 * Writes a stream to a file and answers how many bytes it had. The file appears, or is replaced, when all of it is there; permissions
 * stay, and a link is followed unless that is refused. @throws HttpProblem
 */
export async function writeUpload(
  path: string,
  content: Readable,
  { followsLinks = true }: { readonly followsLinks?: boolean } = {},
): Promise<number> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const target = followsLinks ? await realpath(path).catch(() => path) : path;
    const existing = await lstat(target).catch(() => undefined);
    if (existing?.isDirectory()) throw new HttpProblem(400, { detail: 'Path is a directory' });
    if (existing && !existing.isFile()) throw new HttpProblem(400, { detail: 'Path is not a file' });
    return await replaceBy(content, target, existing && existing.mode & PERMISSIONS);
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    return refusedBySystem('The directory disappeared. Try again.')(error);
  }
}

async function replaceBy(content: Readable, target: string, mode: number | undefined): Promise<number> {
  const draft = join(dirname(target), `.upload-${randomUUID()}`);
  const file = createWriteStream(draft, { flags: 'wx', mode: 0o666 });
  try {
    await pipeline(content, file);
    if (mode !== undefined) await chmod(draft, mode);
    await rename(draft, target);
    return file.bytesWritten;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
