import { fileURLToPath } from 'node:url';
import { runProgram } from '@openhands-nest/canvas';

const SCRIPT = fileURLToPath(new URL('../../../../../tools/scripts/python-client.mjs', import.meta.url));

/** Where the official client of Python is installed. */
export interface PythonClient {
  /** Path of its Python. */
  readonly python: string;
  /** Folders that its Python needs, for jails. */
  readonly folders: readonly string[];
  /** Versions by name. */
  readonly packages: Readonly<Record<string, string>>;
}

/** Whether this machine has a Python that is new enough. */
export async function hasPython(): Promise<boolean> {
  return runProgram(process.execPath, [SCRIPT, '--find']).then(
    () => true,
    () => false,
  );
}

/** Installs what is not there yet; see the script. @throws Error that says what is missing */
export async function installPythonClient(): Promise<PythonClient> {
  return JSON.parse(await runProgram(process.execPath, [SCRIPT])) as PythonClient;
}
