import { readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '@openhands-nest/agent-workspace';
import { openServedFile, type ServedFile } from '../../http/files/served-file.js';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from '../files/file-refusals.js';

const INDEX = 'index.html';
const NOT_FOUND = 'File not found';

export interface WorkspaceFile extends ServedFile {
  /** Where it really lies. */
  readonly path: string;
}

/**
 * Opens a file below a directory; of a directory its index page. Links are followed as long as they stay inside. What was opened is
 * looked at again, because an agent could put a link in its place at any moment. @throws HttpProblem 400 outside, 404 when nothing is there
 */
export async function openWorkspaceFile(directory: string, name: string): Promise<WorkspaceFile> {
  if (name.includes('\0')) throw outside();
  const root = await realpath(directory).catch(missing);
  return (await openFileBelow(root, name)) ?? (await openFileBelow(root, join(name, INDEX))) ?? notFound();
}

/** The file of a name; undefined for what is no file. @param root real path. @throws HttpProblem 400 outside, 404 when nothing is there */
export async function openFileBelow(root: string, name: string): Promise<WorkspaceFile | undefined> {
  const candidate = join(root, name);
  if (!isInside(root, candidate)) throw outside();
  const path = await realpath(candidate).catch(missing);
  if (!isInside(root, path)) throw outside();
  const file = await openServedFile(path).catch(missing);
  if (file === undefined || isInside(root, await placeOf(file, path))) return file && { ...file, path };
  await file.handle.close();
  throw outside();
}

/** Where an open file lies now. */
function placeOf({ handle }: ServedFile, path: string): Promise<string> {
  return readlink(`/proc/self/fd/${handle.fd}`).catch(() => realpath(path));
}

function outside(): HttpProblem {
  return new HttpProblem(400, { detail: 'The path leaves the workspace' });
}

function notFound(): never {
  throw new HttpProblem(404, { detail: NOT_FOUND });
}

function missing(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') notFound();
  return refusedBySystem(NOT_FOUND)(error);
}
