import { cp } from 'node:fs/promises';
import { git } from './git.js';

/** Makes a git repository with one commit from the files of a folder. */
export async function makeRepository(files: string, directory: string, signal?: AbortSignal): Promise<void> {
  await cp(files, directory, { recursive: true });
  const options = { cwd: directory, ...(signal && { signal }) };
  await git(['init', '--quiet', '--initial-branch=main'], options);
  await git(['add', '--all'], options);
  await git(['commit', '--quiet', '--message=Find free time between meetings'], options);
}
