import { posix } from 'node:path';
import { WorkspaceError, type Tool, type Workspace } from '@openhands-nest/agent-ports';
import type { FileEntry, ListDirectoryAction, ListDirectoryObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { functionTool } from './function-tool.js';
import { workspacePath } from './workspace-path.js';

const MAX_ENTRIES = 500;

/** Lists a directory with sizes and times. */
export function listDirectoryTool(): Tool<ListDirectoryAction, ListDirectoryObservation> {
  return functionTool({
    name: ToolName.ListDirectory,
    kinds: {
      tool: 'ListDirectoryTool',
      action: ActionKind.ListDirectory,
      observation: ObservationKind.ListDirectory,
    },
    description: `Lists a directory, hidden files included, with sizes and times of change; recursive: its folders, too. At most ${MAX_ENTRIES} entries.`,
    readOnly: true,
    resourceOf: () => undefined,
    failed: ({ dir_path }) => ({ dir_path: dir_path ?? '.', entries: [], total_count: 0, is_truncated: false }),
    run: async ({ dir_path = '.', recursive = false }, { workspace }) => {
      const path = workspacePath(workspace, dir_path);
      const found = await entriesOf(workspace, path, recursive ? 2 : 1);
      const entries = found.slice(0, MAX_ENTRIES);
      const isTruncated = found.length > MAX_ENTRIES;
      return {
        text: [`${path}: ${entries.length} entries${isTruncated ? ' of more' : ''}`, ...entries.map(lineOf(path))].join(
          '\n',
        ),
        dir_path: path,
        entries,
        total_count: entries.length,
        is_truncated: isTruncated,
      };
    },
  });
}

/** One more than may be shown at most, so that it is known whether there are more. */
async function entriesOf(workspace: Workspace, directory: string, depth: number): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  for (const { name } of await workspace.list(directory)) {
    if (found.length > MAX_ENTRIES) break;
    const path = posix.join(directory, name);
    const stat = await workspace.stat(path).catch(nothingThere);
    if (!stat) continue;
    const isDirectory = stat.type === 'directory';
    const modified = new Date(stat.modifiedAt).toISOString();
    found.push({ name, path, is_directory: isDirectory, size: isDirectory ? 0 : stat.size, modified_time: modified });
    if (isDirectory && depth > 1) found.push(...(await entriesOf(workspace, path, depth - 1).catch(() => [])));
  }
  return found;
}

/** A link that leads nowhere, or out of sight. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof WorkspaceError)) throw error;
  return undefined;
}

function lineOf(directory: string) {
  return ({ path, is_directory: isDirectory, size, modified_time: modified }: FileEntry): string =>
    `${posix.relative(directory, path)}${isDirectory ? '/' : `  ${size} bytes`}  ${modified.slice(0, 16)}`;
}
