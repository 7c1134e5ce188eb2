import { git } from './git.js';

/** All changes since the last commit as a patch, new files included. */
export async function changesIn(directory: string, hasColour: boolean, signal?: AbortSignal): Promise<string> {
  const options = { cwd: directory, ...(signal && { signal }) };
  await git(['add', '--intent-to-add', '.'], options);
  return git(
    ['--no-pager', 'diff', '--no-ext-diff', `--color=${hasColour ? 'always' : 'never'}`, '--stat', '--patch', 'HEAD'],
    options,
  );
}
