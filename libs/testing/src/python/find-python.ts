import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const OLDEST = [3, 12] as const;
const NAMES = ['python3.13', 'python3.12', 'python3.14', 'python3'];

/** Paths of the Pythons of this machine that are new enough for the packages of OpenHands, the best first. */
export async function* findPythons(): AsyncGenerator<string> {
  for (const path of await candidates()) {
    if (!(await exists(path))) continue;
    const version = await outputOf(path, '-c', 'import sys; print(*sys.version_info[:2])').catch(() => '0 0');
    const [major = 0, minor = 0] = version.split(' ').map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) yield path;
  }
}

async function candidates(): Promise<string[]> {
  const pyenv = await outputOf('pyenv', 'prefix', '3.13').then(
    (prefix) => [join(prefix, 'bin/python3')],
    () => [],
  );
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...pyenv, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

async function outputOf(program: string, ...parameters: string[]): Promise<string> {
  return (await promisify(execFile)(program, parameters)).stdout.trim();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
