import { mkdir, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { CACHE, runProgram } from '@openhands-nest/canvas';

/** What is installed: the client, and the server that it was written for, to compare with. */
const PACKAGES = ['openhands-sdk', 'openhands-tools', 'openhands-workspace', 'openhands-agent-server'];
const OLDEST = [3, 12] as const;
const NAMES = ['python3.13', 'python3.12', 'python3.14', 'python3'];

/** Paths of Pythons that may be there, the best first. */
async function candidates(): Promise<string[]> {
  const pyenv = await runProgram('pyenv', ['prefix', '3.13']).then(
    (prefix) => [join(prefix.trim(), 'bin/python3')],
    () => [],
  );
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...pyenv, ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))];
}

/** Path of a Python that is new enough; undefined where there is none. */
export async function findPython(): Promise<string | undefined> {
  for (const path of await candidates()) {
    if (!(await exists(path))) continue;
    const version = await runProgram(path, ['-c', 'import sys; print(*sys.version_info[:2])']).catch(() => '0 0');
    const [major = 0, minor = 0] = version.trim().split(' ').map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return path;
  }
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
