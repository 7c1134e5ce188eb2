import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openFileBelow } from '../../agent-server-api/workspace/open-workspace-file.js';
import { insideOf, staysInside } from './app-workspace.js';
import { readIgnoreRules, type Ignores } from './ignore-rules.js';

const ALWAYS_HIDDEN: ReadonlySet<string> = new Set([
  '.git/',
  '.DS_Store',
  'node_modules/',
  '__pycache__/',
  'lost+found/',
  '.vscode/',
]);
const MAX_RULES_BYTES = 64 * 1024;

/**
 * Names in a directory of a workspace: directories, with a slash at the end, then files. With a path they are joined to it. Nothing for
 * what is no directory, or not in the workspace. @param root real path
 */
export async function listEntries(root: string, path: string | undefined): Promise<string[]> {
  const inside = insideOf(root, path || '.');
  if (inside === undefined || !(await staysInside(root, inside))) return [];
  const entries = await readdir(join(root, inside), { withFileTypes: true }).catch(() => []);
  const isIgnored = await ignoreRules(root);
  const directories: string[] = [];
  const files: string[] = [];
  for (const entry of entries) {
    const isDirectory =
      entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToDirectory(root, inside, entry.name)));
    const shown = join(path || '', entry.name) + (isDirectory ? '/' : '');
    if (ALWAYS_HIDDEN.has(shown) || isIgnored(join(inside, entry.name) + (isDirectory ? '/' : ''))) continue;
    (isDirectory ? directories : files).push(shown);
  }
  return [...inOrder(directories), ...inOrder(files)];
}

async function leadsToDirectory(root: string, directory: string, name: string): Promise<boolean> {
  const path = join(directory, name);
  if (!(await staysInside(root, path))) return false;
  return (await stat(resolve(root, path)).catch(() => undefined))?.isDirectory() ?? false;
}

async function ignoreRules(root: string): Promise<Ignores> {
  const file = await openFileBelow(root, '.gitignore').catch(() => undefined);
  if (file === undefined) return () => false;
  try {
    const { buffer, bytesRead } = await file.handle.read({ buffer: Buffer.alloc(MAX_RULES_BYTES), position: 0 });
    return readIgnoreRules(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.handle.close();
  }
}

function inOrder(names: readonly string[]): string[] {
  return names
    .map((name) => [name.toLowerCase(), name] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, name]) => name);
}
