import { realpath } from 'node:fs/promises';
import { HttpProblem } from '../../http/problems.js';
import { openFileBelow, type WorkspaceFile } from '../workspace/open-workspace-file.js';

/** Opens a file of an extension's folder; undefined for what is no file, or leads out of the folder. Whoever gets it closes it. */
export async function openInside(directory: string, name: string): Promise<WorkspaceFile | undefined> {
  if (name.includes('\0')) return undefined;
  try {
    return await openFileBelow(await realpath(directory), name);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof HttpProblem || code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
