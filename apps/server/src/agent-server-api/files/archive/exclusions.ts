import { wholeGlob } from '@openhands-nest/agent-tools';

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

/** Whether paths, relative to what is archived, are left out: a pattern names them, or the end of them. */
export function excluder(exclusions: readonly string[]): (path: string) => boolean {
  const tests = exclusions.map((pattern) => testOf(pattern.replace(/^\/+|\/+$/g, '')));
  return (path) => CREDENTIAL_FILES.test(path) || GIT_LOGS.test(path) || tests.some((isNamed) => isNamed(path));
}

function testOf(pattern: string): (path: string) => boolean {
  if (pattern === '') return () => false;
  const fits = wholeGlob(pattern, { dots: true });
  const names = pattern.split('/').length;
  return pattern.includes('**') ? fits : (path) => fits(endOf(path, names));
}

/** The last names of a path. */
function endOf(path: string, names: number): string {
  return path.split('/').slice(-names).join('/');
}

/** Directories that hold other people's work. */
export function isVendored(name: string): boolean {
  return name.startsWith('.') || DEFAULT_EXCLUSIONS.includes(`${name}/`);
}
