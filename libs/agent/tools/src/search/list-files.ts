import type { SearchPrograms } from './search-programs.js';

/**
 * Absolute paths of all files below a directory, newest first. Ripgrep leaves out what `.gitignore` names, and hidden files unless
 * they are asked for; without ripgrep, `find` leaves out version control only.
 */
export async function listFiles(
  programs: SearchPrograms,
  directory: string,
  options: { readonly hidden: boolean },
  signal: AbortSignal,
): Promise<string[]> {
  const ripgrep = await programs.ripgrep();
  if (!ripgrep) return listByFind(programs, directory, signal);
  // Only globs that exclude: one that includes would bring ignored files back.
  const hidden = options.hidden ? ['--hidden', '--glob=!.git'] : [];
  const flags = ['--no-config', '--files', '--null', '--no-messages', '--sortr=modified', ...hidden];
  const { stdout } = await programs.run([ripgrep, ...flags, '--', directory], signal);
  return pathsOf(stdout);
}

async function listByFind(programs: SearchPrograms, directory: string, signal: AbortSignal): Promise<string[]> {
  const command = ['find', directory, '-name', '.git', '-prune', '-o', '-type', 'f', '-printf', '%T@ %p\\0'] as const;
  const { stdout } = await programs.run([...command], signal);
  return pathsOf(stdout)
    .map((line) => ({ time: Number.parseFloat(line), path: line.slice(line.indexOf(' ') + 1) }))
    .sort((one, other) => other.time - one.time)
    .map(({ path }) => path);
}

/** Complete paths of a list that may have been cut at its end. */
export function pathsOf(stdout: Buffer): string[] {
  return stdout.toString().split('\0').slice(0, -1);
}
