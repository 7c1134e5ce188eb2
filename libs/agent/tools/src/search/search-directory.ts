import { posix } from 'node:path';
import type { Workspace } from '@openhands-nest/agent-ports';
import { SearchError } from './search-error.js';

/** The directory to search: the one asked for, or the workspace. @throws SearchError when it is none. */
export async function searchDirectory(workspace: Workspace, path: string | null | undefined): Promise<string> {
  const directory = path ? posix.resolve(workspace.root, path) : workspace.root;
  const found = await workspace.stat(directory);
  if (found?.type !== 'directory')
    throw new SearchError(`${directory} is not a directory. Give the absolute path of one, or leave path out.`);
  return directory;
}
