import type { ExecuteResult, Workspace } from '@openhands-nest/agent-ports';
import { pathsOf } from './list-files.js';
import { newestFirst } from './newest-first.js';
import { SearchError } from './search-error.js';
import type { SearchPrograms } from './search-programs.js';

/**
 * Absolute paths of the files below a directory with a line that matches, newest first; case does not matter. Hidden, ignored and
 * binary files are left out. @throws SearchError for a bad expression.
 */
export async function searchContents(
  programs: SearchPrograms,
  workspace: Workspace,
  { pattern, directory, include }: { readonly pattern: string; readonly directory: string; readonly include?: string },
  signal: AbortSignal,
): Promise<string[]> {
  const ripgrep = await programs.ripgrep();
  if (ripgrep)
    return pathsOf(
      (await checked(programs.run([ripgrep, ...ripgrepFlags(include), `--regexp=${pattern}`, '--', directory], signal)))
        .stdout,
    );
  const flags = [
    '-rlIEiZs',
    '--exclude-dir=.?*',
    '--exclude=.*',
    ...(include && !include.includes('/') ? includeFlags(include) : []),
  ];
  const { stdout } = await checked(programs.run(['grep', ...flags, `--regexp=${pattern}`, '--', directory], signal));
  return newestFirst(workspace, pathsOf(stdout));
}

/** A file type of our own narrows the search without bringing ignored files back, as `--glob` would. It knows file names only. */
function ripgrepFlags(include: string | undefined): string[] {
  const flags = ['--no-config', '--files-with-matches', '--ignore-case', '--null', '--no-messages', '--sortr=modified'];
  return include && !include.includes('/') ? [...flags, `--type-add=wanted:${include}`, '--type=wanted'] : flags;
}

/** grep knows no braces: `*.{ts,js}` becomes two patterns. Nested ones are left to the caller's own check. */
function includeFlags(include: string): string[] {
  const [, before = '', choices, after = ''] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(include) ?? [];
  if (choices !== undefined) return choices.split(',').map((choice) => `--include=${before}${choice}${after}`);
  return include.includes('{') ? [] : [`--include=${include}`];
}

async function checked(running: Promise<ExecuteResult>): Promise<ExecuteResult> {
  const result = await running;
  if (result.exitCode === 2 && result.stdout.length === 0 && result.stderr.length > 0) {
    throw new SearchError(
      `The search was refused. Correct the pattern (escape ( ) [ ] { } . * + ? to take them literally):\n${result.stderr.toString().trim()}`,
    );
  }
  return result;
}
