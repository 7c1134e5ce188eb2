import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_FILES = 2_000;

/** Paths of a plugin's files relative to its folder, sorted; links to folders are not followed. At most 2 000. */
export async function listPluginFiles(directory: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && files.length < MAX_FILES; folder = folders.pop()) {
    const entries = await readdir(join(directory, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) files.push(path);
      else if (entry.name !== '.git') folders.push(path);
    }
  }
  return files.sort().slice(0, MAX_FILES);
}
