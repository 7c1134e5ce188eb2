import { closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { isMissing } from './file-errors.js';

/** Only names the folder: nothing is read, so nothing on the way can be set off. Linux; not in Node's constants. */
const O_PATH = 0o10000000;
const FLAGS = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * Opens the folder `names` below `root`, one name at a time, following no link. Whoever swaps a folder for a link
 * meanwhile gains nothing: each step starts from the folder that is already open.
 *
 * The calls are synchronous: they take microseconds, and there is one for each name.
 * @returns a descriptor to close, or undefined when the folder does not exist and is not to be created.
 * @throws the operating system's error, ENOTDIR also for a link.
 */
export function openFolder(root: string, names: readonly string[], create: boolean): number | undefined {
  let current = openSync(root, FLAGS);
  for (const name of names) {
    try {
      const next = openBelow(current, name, create);
      if (next === undefined) return undefined;
      current = next;
    } catch (error) {
      closeSync(current);
      throw error;
    }
  }
  return current;
}

/** Path by which an open folder is reached, wherever it has been moved. */
export function pathOfOpen(descriptor: number): string {
  return `/proc/self/fd/${descriptor}`;
}

/** Closes the parent unless it throws. */
function openBelow(parent: number, name: string, create: boolean): number | undefined {
  const path = `${pathOfOpen(parent)}/${name}`;
  let opened: number | undefined;
  try {
    opened = openSync(path, FLAGS);
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (create) opened = createAndOpen(path);
  }
  closeSync(parent);
  return opened;
}

function createAndOpen(path: string): number {
  try {
    mkdirSync(path);
  } catch (error) {
    // Made by somebody else meanwhile: opening it will tell whether it is a folder.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return openSync(path, FLAGS);
}
