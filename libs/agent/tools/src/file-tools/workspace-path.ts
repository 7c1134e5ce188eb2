import { posix } from 'node:path';
import type { Workspace } from '@openhands-nest/agent-ports';

/** The absolute path that a model means. */
export function workspacePath({ root }: Workspace, path: string): string {
  return posix.resolve(root, path);
}

/** Names what calls on a file must not share; paths that are written differently may stand for one file. */
export function fileResource(path: string): string {
  return `file:${posix.basename(path)}`;
}
