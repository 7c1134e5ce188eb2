import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path/posix';
import { DiskFiles } from '../files/disk-files.js';

/**
 * Whether there can be anything to read in or above a working directory. A new, empty one is the usual case: nothing has to be
 * opened to see that it is empty.
 */
export async function hasProject(directory: string): Promise<boolean> {
  const entries = await readdir(directory).catch(() => []);
  return entries.length > 0 || (await new DiskFiles().findUp(dirname(directory), '.git')) !== undefined;
}
