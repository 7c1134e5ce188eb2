import { mkdir, realpath } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { WorkspaceError } from '@openhands-nest/agent-ports';
import { toWorkspaceError } from './files/file-errors.js';
import { isWithin, namesBetween } from './files/path-relations.js';
import { isSystemPlace } from './jail/system-places.js';

/**
 * Makes the working directory of a conversation and answers its real path.
 * @throws WorkspaceError when the folder belongs to the system or holds the server's own data.
 */
export async function makeWorkingDirectory(directory: string, dataDirectory: string): Promise<string> {
  if (!isAbsolute(directory)) {
    throw new WorkspaceError('denied', `${directory} is not an absolute path. Name the working directory from / on.`);
  }
  const real = await made(directory);
  if (isSystemPlace(real) || isServersOwn(real, dataDirectory)) {
    throw new WorkspaceError('denied', `${real} cannot be a working directory. Choose a folder for the project alone.`);
  }
  return real;
}

async function made(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    return await realpath(directory);
  } catch (error) {
    throw toWorkspaceError(error, directory);
  }
}

/** The data folder, its direct children (they hold all conversations) and the scratch folders. */
function isServersOwn(directory: string, dataDirectory: string): boolean {
  if (!isWithin(dataDirectory, directory)) return false;
  const [first, ...rest] = namesBetween(dataDirectory, directory);
  return rest.length === 0 || first === 'scratch';
}
