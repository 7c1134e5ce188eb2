import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type {
  HomeQuery,
  HomeResponse,
  SubdirectoryEntry,
  SubdirectoryPage,
  SubdirectoryQuery,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from './file-refusals.js';

/** Most directories of the home that are shown. */
const MAX_FAVORITES = 50;

/** One page of the directories directly below `path`, by name in any case. A page begins with the name that the last one gave. */
export async function searchSubdirectories(path: string, query: SubdirectoryQuery): Promise<SubdirectoryPage> {
  const all = await subdirectoriesOf(path, query.include_hidden).catch(refuse);
  const rest = query.page_id ? all.slice(startOf(query.page_id, all)) : all;
  return { items: rest.slice(0, query.limit), next_page_id: rest[query.limit]?.name ?? null };
}

export async function describeHome({ include_hidden: includeHidden }: HomeQuery): Promise<HomeResponse> {
  const home = homedir();
  const directories = await subdirectoriesOf(home, includeHidden).catch(() => []);
  return {
    home,
    favorites: directories.slice(0, MAX_FAVORITES).map(({ name, path }) => ({ label: name, path })),
    locations: [{ label: '/', path: '/' }],
  };
}

/** Links are left out, so that nobody walks in circles. */
async function subdirectoriesOf(directory: string, includeHidden: boolean): Promise<SubdirectoryEntry[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && (includeHidden || !entry.name.startsWith('.')))
    .map(({ name }) => ({ name, path: join(directory, name) }))
    .sort(byName);
}

/** Of a name that has gone meanwhile, the place where it would be. */
function startOf(pageId: string, all: readonly SubdirectoryEntry[]): number {
  const exact = all.findIndex(({ name }) => name === pageId);
  if (exact >= 0) return exact;
  const next = all.findIndex(({ name }) => name.toLowerCase() >= pageId.toLowerCase());
  return next < 0 ? all.length : next;
}

function byName(one: SubdirectoryEntry, other: SubdirectoryEntry): number {
  const [first, second] = [keyOf(one.name), keyOf(other.name)];
  return first < second ? -1 : 1;
}

/** Without regard to case; the name itself decides between names that differ in case only. */
function keyOf(name: string): string {
  return `${name.toLowerCase()}\0${name}`;
}

function refuse(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOTDIR')
    throw new HttpProblem(400, { detail: 'Path is not a directory' });
  return refusedBySystem('Directory not found')(error);
}
