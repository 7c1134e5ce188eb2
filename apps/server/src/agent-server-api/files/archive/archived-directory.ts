import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findRepository, repositoryAt } from '@openhands-nest/agent-workspace';
import { isVendored } from './exclusions.js';

/** How deep a repository may lie to stand for the directory. */
const MAX_DEPTH = 3;
/** Directories that are looked into for it. */
const MAX_DIRECTORIES = 5_000;

/** The directory itself, or the only repository below it when it is in none. */
export async function archivedDirectory(directory: string, within?: string): Promise<string> {
  const real = await realpath(directory);
  if ((await findRepository(real, within)) !== undefined) return real;
  const roots = await repositoriesBelow(real, within);
  return roots.length === 1 ? (roots[0] ?? real) : real;
}

/** Two are as many as one needs to know of. */
async function repositoriesBelow(directory: string, within?: string): Promise<string[]> {
  const found: string[] = [];
  let level = [directory];
  let looked = 0;
  for (let depth = 0; depth < MAX_DEPTH && found.length < 2; depth += 1) {
    const below: string[] = [];
    for (const parent of level) {
      if ((looked += 1) > MAX_DIRECTORIES) return found;
      for (const child of await childrenOf(parent)) {
        if (await repositoryAt(child, within)) found.push(child);
        else below.push(child);
      }
    }
    level = below;
  }
  return found;
}

async function childrenOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !isVendored(entry.name))
    .map(({ name }) => join(directory, name));
}
