import { matchesGlob } from 'node:path';

/** What can be made again from the rest. */
const DEFAULT_EXCLUSIONS = [
  ...['.git/', 'node_modules/', '.venv/', 'venv/', '__pycache__/', '.mypy_cache/', '.pytest_cache/', '.ruff_cache/'],
  ...['dist/', 'build/', '.next/', 'target/', '*.pyc'],
];

/** Files of git and its helpers that may hold passwords, below whatever directory. */
const CREDENTIAL_FILES =
  /(^|\/)(\.git-credentials|\.netrc|\.git\/(.*\/)?(config|config\.worktree|credentials|FETCH_HEAD))$/;
/** Each line may name the address that was fetched. */
const GIT_LOGS = /(^|\/)\.git\/(.*\/)?logs(\/|$)/;

export function exclusionsOf(useDefaults: boolean, own: readonly string[]): string[] {
  return [...(useDefaults ? DEFAULT_EXCLUSIONS : []), ...own];
}

/** Whether a path, relative to what is archived, is left out: a pattern names it, or the end of its path. */
export function isExcluded(path: string, exclusions: readonly string[]): boolean {
  if (CREDENTIAL_FILES.test(path) || GIT_LOGS.test(path)) return true;
  return exclusions.some((pattern) => {
    const name = pattern.replace(/^\/+|\/+$/g, '');
    return name !== '' && matchesGlob(name.includes('**') ? path : endOf(path, name.split('/').length), name);
  });
}

/** The last names of a path. */
function endOf(path: string, names: number): string {
  return path.split('/').slice(-names).join('/');
}

/** Directories that hold other people's work. */
export function isVendored(name: string): boolean {
  return name.startsWith('.') || DEFAULT_EXCLUSIONS.includes(`${name}/`);
}
