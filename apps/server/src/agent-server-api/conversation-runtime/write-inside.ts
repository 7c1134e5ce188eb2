import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from '../files/file-refusals.js';
import { writeUpload } from '../files/upload-file.js';
import type { EnclosedPath } from './conversation-place.js';
import { withDirectoryInside } from './directory-inside.js';

const VANISHED = 'A part of the path disappeared. Try again.';

/** Writes a stream to a file, as `writeUpload` does. @throws HttpProblem */
export async function writeUploadInside({ root, path }: EnclosedPath, content: Readable): Promise<number> {
  if (path === root) throw new HttpProblem(400, { detail: 'Path is a directory' });
  return withDirectoryInside(root, dirname(path), (directory) =>
    writeUpload(join(directory, basename(path)), content, { followsLinks: false }),
  ).catch(refused);
}

/** Makes a directory with its parents; one that exists is left as it is. @throws HttpProblem */
export async function makeDirectoryInside({ root, path }: EnclosedPath): Promise<void> {
  await withDirectoryInside(root, path, async () => undefined).catch(refused);
}

function refused(error: unknown): never {
  if (error instanceof HttpProblem) throw error;
  return refusedBySystem(VANISHED)(error);
}
