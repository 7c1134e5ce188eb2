import { posix } from 'node:path';
import type { DirectoryEntry, Workspace } from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';

/** Entries listed of one directory tree. */
const MOST_ENTRIES = 2_000;

/** A directory two levels deep, without hidden entries. */
export async function viewDirectory(workspace: Workspace, path: string): Promise<string> {
  const top = await workspace.list(path);
  const visible = top.filter(isVisible);
  const lines: string[] = [];
  for (const entry of visible.slice(0, MOST_ENTRIES)) {
    if (lines.length > MOST_ENTRIES) break;
    const full = posix.join(path, entry.name);
    lines.push(nameOf(full, entry));
    if (entry.type === 'directory') lines.push(...(await childrenOf(workspace, full)));
  }
  const hidden = top.length - visible.length;
  const heading = `Files and directories in ${path}, two levels deep, hidden entries excluded:`;
  return [
    heading,
    ...within(lines),
    ...(hidden > 0
      ? [`[${hidden} hidden ${hidden === 1 ? 'entry' : 'entries'} not shown; ls -A in the terminal lists them.]`]
      : []),
  ].join('\n');
}

async function childrenOf(workspace: Workspace, path: string): Promise<string[]> {
  try {
    return (await workspace.list(path)).filter(isVisible).map((entry) => nameOf(posix.join(path, entry.name), entry));
  } catch {
    return [`${path}/ [not readable]`];
  }
}

function within(lines: readonly string[]): string[] {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > Limits.EDITOR_OUTPUT_CHARS - 500)
      return [...shown, `[${lines.length - shown.length} or more entries do not fit here. View a subdirectory.]`];
    shown.push(line);
  }
  return shown;
}

function nameOf(path: string, { type }: DirectoryEntry): string {
  return type === 'directory' ? `${path}/` : path;
}

function isVisible({ name }: DirectoryEntry): boolean {
  return !name.startsWith('.');
}
