import type { Workspace } from '@openhands-nest/agent-ports';
import { instructionName } from './instruction-files.js';

const TIMEOUT_MS = 10_000;
const MAX_FILES = 200;
const GIT = [
  'git',
  '-c',
  'core.fsmonitor=false',
  'ls-files',
  '-z',
  '--cached',
  '--others',
  '--exclude-standard',
] as const;
/** Without a repository: not into hidden folders and not into installed packages. */
const FIND = ['find', '.', '-type', 'd', '(', '-name', '.?*', '-o', '-name', 'node_modules', ')', '-prune'] as const;

/** Paths, relative to the directory, of the instruction files in it and below; what git ignores is left out. */
export async function listProjectFiles(workspace: Workspace, directory: string): Promise<readonly string[]> {
  const entries = await workspace.list(directory);
  if (entries.every(({ type }) => type !== 'directory')) return [];
  const tracked = await pathsFrom(workspace, directory, GIT);
  const all = tracked ?? (await pathsFrom(workspace, directory, [...FIND, '-o', '-type', 'f', '-print0'])) ?? [];
  return all
    .map((path) => path.replace(/^\.\//, ''))
    .filter((path) => instructionName(path.slice(path.lastIndexOf('/') + 1)) !== undefined)
    .slice(0, MAX_FILES);
}

async function pathsFrom(
  workspace: Workspace,
  cwd: string,
  command: readonly [string, ...string[]],
): Promise<string[] | undefined> {
  const result = await workspace.execute({ command, cwd, timeoutMs: TIMEOUT_MS, maxOutputBytes: 8 * 1024 * 1024 });
  return result.exitCode === 0 ? result.stdout.toString().split('\0').filter(Boolean) : undefined;
}
