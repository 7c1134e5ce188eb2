import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CACHE, runProgram } from '@openhands-nest/canvas';
import { findPythons } from '@openhands-nest/testing';

/** What is installed: the client, and the server that it was written for, to compare with. */
const PACKAGES = ['openhands-sdk', 'openhands-tools', 'openhands-workspace', 'openhands-agent-server'];

/** Path of a Python that is new enough; undefined where there is none. */
export async function findPython(): Promise<string | undefined> {
  for await (const path of findPythons()) return path;
  return undefined;
}

/** The newest official client and server of PyPI in an environment of their own. Resolves to the path of its Python. */
export async function installPythonClient(python: string): Promise<string> {
  const folder = join(CACHE, 'python');
  const own = join(folder, 'bin/python');
  if (!(await exists(own))) {
    await mkdir(CACHE, { recursive: true });
    await runProgram(python, ['-m', 'venv', folder]);
  }
  await runProgram(own, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--upgrade', ...PACKAGES]);
  return own;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
