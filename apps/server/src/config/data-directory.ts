import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { StartError } from '../start-error.js';

/** Makes the data directory, for this user only. @throws StartError when it cannot be written */
export async function prepareDataDirectory(path: string): Promise<void> {
  try {
    refuseKernelDirectories(path);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(
      `Cannot write to the data directory ${path} (${code}). Set DATA_DIR to a directory that this user can write to.`,
    );
  }
}

/** Node never comes to an end of making directories below these. */
function refuseKernelDirectories(path: string): void {
  if (/^\/(proc|sys)(\/|$)/.test(resolve(path))) throw Object.assign(new Error(), { code: 'EPERM' });
}
