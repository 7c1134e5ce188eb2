import { constants, existsSync, type Dirent } from 'node:fs';
import { open, readdir, readlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isInside } from '@openhands-nest/agent-workspace';
import { HttpProblem } from '../../../http/problems.js';

/** Most entries of one archive, and how deep they may lie. */
const MAX_ENTRIES = 200_000;
const MAX_DEPTH = 200;
const HELD_OPEN = '/proc/self/fd';

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** Something below a directory. What is open is closed when the next one is asked for. */
export type TreeEntry = { readonly path: string } & (
  | { readonly kind: 'directory' | 'file'; readonly handle: FileHandle }
  /** A link that stays inside. */
  | { readonly kind: 'link'; readonly target: string }
);

/** A directory that is held open, so that nobody can put another in its place. */
interface Folder {
  readonly handle: FileHandle;
  /** Where it was found. */
  readonly place: string;
  /** Below the root of the tree. */
  readonly path: string;
  readonly depth: number;
}

/**
 * Everything below a directory that is not excluded: files, directories, and links that stay inside. An agent may move things about
 * meanwhile: whatever is read is reached through the open directory that holds it, and by no link.
 * @param within the only directory that the tree may lie in @throws HttpProblem 400 for too much, or outside
 */
export async function* readTree(
  directory: string,
  isExcluded: (path: string) => boolean,
  within?: string,
): AsyncGenerator<TreeEntry> {
  const handle = await open(directory, O_RDONLY | O_DIRECTORY);
  try {
    const real = await readlink(`${HELD_OPEN}/${handle.fd}`).catch(() => directory);
    if (within !== undefined && !isInside(within, real))
      throw new HttpProblem(400, { detail: 'The directory was moved. Try again.' });
    let count = 0;
    for await (const entry of below({ handle, place: real, path: '', depth: 0 }, isExcluded)) {
      if ((count += 1) > MAX_ENTRIES)
        throw new HttpProblem(400, { detail: `There are more than ${MAX_ENTRIES} files. Exclude some.` });
      yield entry;
    }
  } finally {
    await handle.close();
  }
}

async function* below(folder: Folder, isExcluded: (path: string) => boolean): AsyncGenerator<TreeEntry> {
  if (folder.depth > MAX_DEPTH)
    throw new HttpProblem(400, { detail: `Directories lie more than ${MAX_DEPTH} deep. Exclude some.` });
  for (const found of await readdir(wayTo(folder), { withFileTypes: true }).catch(() => [])) {
    const path = join(folder.path, found.name);
    if (!isExcluded(path)) yield* entriesAt(folder, found, path, isExcluded);
  }
}

async function* entriesAt(
  folder: Folder,
  found: Dirent,
  path: string,
  isExcluded: (path: string) => boolean,
): AsyncGenerator<TreeEntry> {
  const way = `${wayTo(folder)}/${found.name}`;
  if (found.isSymbolicLink()) {
    const target = await readlink(way).catch(() => '/');
    if (staysInside(path, target)) yield { kind: 'link', path, target };
    return;
  }
  const kind = found.isDirectory() ? 'directory' : found.isFile() ? 'file' : undefined;
  if (kind === undefined) return;
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | (kind === 'directory' ? O_DIRECTORY : 0);
  // What has gone meanwhile, or may not be read, is left out.
  const handle = await open(way, flags).catch(() => undefined);
  if (handle === undefined) return;
  try {
    yield { kind, path, handle };
    const place = join(folder.place, found.name);
    if (kind === 'directory') yield* below({ handle, place, path, depth: folder.depth + 1 }, isExcluded);
  } finally {
    await handle.close();
  }
}

/** By what is open; where that cannot be, by its name. There are no jails there, so nobody is kept out anyway. */
function wayTo({ handle, place }: Folder): string {
  return existsSync(HELD_OPEN) ? `${HELD_OPEN}/${handle.fd}` : place;
}

/** @param path of the link, below the root of the tree */
function staysInside(path: string, target: string): boolean {
  return !target.startsWith('/') && !/^\.\.(\/|$)/.test(join(dirname(path), target));
}
