import { closeSync, constants, fstatSync, type Stats } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import type { DirectoryEntry, FileStat } from '@openhands-nest/agent-ports';
import { toDirectoryEntry } from './direct-files.js';
import { fileError, isMissing } from './file-errors.js';
import { openFolder, pathOfOpen } from './open-folder.js';
import { readHandle, toFileStat } from './read-handle.js';
import { replaceFile } from './replace-file.js';

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** A place on the machine: names to go through below a folder that nobody can replace. */
export interface Place {
  readonly root: string;
  readonly names: readonly string[];
  /** The path as tools know it, for messages. */
  readonly shownAs: string;
}

/** The path goes through a link, or to something of another owner: only a process in the jail can tell what is seen there. */
export class DetourError extends Error {
  override readonly name = 'DetourError';
}

export function readPlace(place: Place, maxBytes: number): Promise<Buffer> {
  return inFolderOf(place, false, async (folder, name) => {
    if (folder === undefined) throw fileError('not_found', place.shownAs);
    const handle = await open(`${folder}/${name}`, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      checkOwner(await handle.stat());
      return await readHandle(handle, place.shownAs, maxBytes);
    } finally {
      await handle.close();
    }
  });
}

export function writePlace(place: Place, content: Uint8Array, mustBeNew: boolean): Promise<void> {
  return inFolderOf(place, true, async (folder = '', name) => {
    const existing = await lstatIfThere(`${folder}/${name}`);
    if (existing && mustBeNew) throw fileError('exists', place.shownAs);
    if (existing?.isSymbolicLink()) throw new DetourError();
    if (existing?.isDirectory()) throw fileError('is_directory', place.shownAs);
    if (existing && !existing.isFile()) throw fileError('io', place.shownAs);
    if (existing) checkOwner(existing);
    // Without the set-uid bits: what tools write must not gain rights on the machine.
    await replaceFile({ folder, name, content, mode: existing && existing.mode & 0o777, mustBeNew });
  });
}

export function statPlace(place: Place): Promise<FileStat | undefined> {
  return inFolderOf(place, false, async (folder, name) => {
    const stats = folder === undefined ? undefined : await lstatIfThere(`${folder}/${name}`);
    if (stats?.isSymbolicLink()) throw new DetourError();
    return stats && toFileStat(stats);
  });
}

export async function listPlace(place: Place): Promise<readonly DirectoryEntry[]> {
  return withFolder(place, place.names, false, async (folder) => {
    if (folder === undefined) throw fileError('not_found', place.shownAs);
    return (await readdir(folder, { withFileTypes: true })).map(toDirectoryEntry);
  });
}

type Use<T> = (folder: string | undefined, name: string) => Promise<T>;

function inFolderOf<T>(place: Place, create: boolean, use: Use<T>): Promise<T> {
  const name = place.names.at(-1);
  // The root itself has no parent that we may open; "." names it from inside.
  if (name === undefined) return withFolder(place, [], false, (folder) => use(folder, '.'));
  return withFolder(place, place.names.slice(0, -1), create, (folder) => use(folder, name));
}

async function withFolder<T>(
  place: Place,
  names: readonly string[],
  create: boolean,
  use: (folder: string | undefined) => Promise<T>,
): Promise<T> {
  let descriptor: number | undefined;
  try {
    descriptor = openFolder(place.root, names, create);
    if (descriptor === undefined) return await use(undefined);
    checkOwner(fstatSync(descriptor));
    return await use(pathOfOpen(descriptor));
  } catch (error) {
    throw isLink(error) ? new DetourError() : error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** A server that runs as root could open what its jail, whose root is no longer almighty, cannot. */
function checkOwner(stats: Stats): void {
  if (stats.uid !== process.geteuid?.()) throw new DetourError();
}

/** What the kernel says of a link that may not be followed; the same of a file in a folder's place. */
function isLink(error: unknown): boolean {
  return ['ELOOP', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
}

async function lstatIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
