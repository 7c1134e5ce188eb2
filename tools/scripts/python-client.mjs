/**
 * Gets the official Python client, and the server that it was written for, in an environment of their own outside of the
 * repository. Prints one line of JSON: `python` (its program), `folders` (what it needs to be run, for jails) and `packages`
 * (their versions). With `--find` only the path of the Python that would be used. Ends with 3 where there is no Python.
 * Needs no packages of npm, because CI starts it before there are any.
 *
 * PYTHON_CLIENT names the folder of the environment; one that is complete is used as it is.
 */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGES = ['openhands-sdk', 'openhands-tools', 'openhands-workspace', 'openhands-agent-server'];
/** Minor versions of Python 3, the best first: what the packages are most used with. */
const MINORS = [13, 12, 14];
const NO_PYTHON = 3;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

const ABOUT_PYTHON = 'import ensurepip, sys, venv; print(sys.version_info[1], sys.executable)';
const ABOUT_ENVIRONMENT = `
import json, sys
from importlib.metadata import version
packages = {name: version(name) for name in ${JSON.stringify(PACKAGES)}}
print(json.dumps({"python": sys.executable, "folders": [sys.prefix, sys.base_prefix], "packages": packages}))
`;

class NoPythonError extends Error {
  constructor() {
    super('There is no Python of 3.12 or newer here: install one to try the official Python client.');
  }
}

const named = process.env.PYTHON_CLIENT || undefined;
try {
  if (process.argv.includes('--find')) console.log((await completeAndNamed()) ?? (await findPython()));
  else console.log(await environment(named ?? defaultFolder()));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof NoPythonError ? NO_PYTHON : 1;
}

async function environment(folder) {
  const own = pythonOf(folder);
  const complete = await describe(own);
  if (complete && named) return complete;

  // Again where an earlier try was cut off: it mends what is there.
  if (!complete) await run(await findPython(), ['-m', 'venv', folder]);
  await run(own, ['-m', 'pip', 'install', '-q', '--upgrade', ...PACKAGES.map((name) => `${name}<2`)]).catch((error) => {
    // Without a network what was installed before still does.
    if (!complete) throw error;
  });
  return run(own, ['-c', ABOUT_ENVIRONMENT]);
}

async function completeAndNamed() {
  return named && (await describe(pythonOf(named))) ? pythonOf(named) : undefined;
}

function pythonOf(folder) {
  return join(folder, 'bin/python');
}

/** The line about an environment; undefined where it is not complete. */
async function describe(python) {
  if (!existsSync(python)) return undefined;
  return run(python, ['-c', ABOUT_ENVIRONMENT]).catch(() => undefined);
}

function defaultFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'openhands-nest/python-client');
}

/** Path of the best Python of this machine. */
async function findPython() {
  const found = await Promise.all([...new Set(candidates())].filter((path) => existsSync(path)).map(aboutPython));
  const [best] = MINORS.flatMap((minor) => found.filter((python) => python?.minor === minor));
  if (best) return best.path;
  throw new NoPythonError();
}

async function aboutPython(path) {
  try {
    const [minor, ...executable] = (await run(path, ['-c', ABOUT_PYTHON])).split(' ');
    return { minor: Number(minor), path: executable.join(' ') };
  } catch {
    // Too old, without pip, or the placeholder of a version manager.
    return undefined;
  }
}

/** In PATH, and where pyenv and uv install, since a clean environment names neither. */
function candidates() {
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = [...MINORS.map((minor) => `python3.${minor}`), 'python3'];
  const homes = [homedir(), userInfo().homedir, '/root'];
  const managed = [
    ...[process.env.PYENV_ROOT, ...homes.map((home) => join(home, '.pyenv'))].map(
      (root) => root && join(root, 'versions'),
    ),
    ...homes.map((home) => join(home, '.local/share/uv/python')),
  ];
  return [
    ...names.flatMap((name) => inPath.map((folder) => join(folder, name))),
    ...managed.flatMap((folder) => entries(folder).map((version) => join(folder, version, 'bin/python3'))),
  ];
}

function entries(folder) {
  try {
    return folder ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

/** What a program printed. */
async function run(program, parameters) {
  const { stdout } = await promisify(execFile)(program, parameters, {
    env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return stdout.trim();
}
