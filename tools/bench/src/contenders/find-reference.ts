import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPythons } from '@openhands-nest/testing';

const HAS_SERVER = 'import importlib.util as u, sys; sys.exit(u.find_spec("openhands.agent_server") is None)';

/**
 * Path of a Python that has the Python agent-server: the one that `BENCH_PYTHON` names, the environment that the stories of the
 * Python client made, or one of this machine. Undefined where there is none.
 * @throws Error when the one that is named has no server
 */
export async function findReferencePython(named = process.env['BENCH_PYTHON']): Promise<string | undefined> {
  if (named) {
    if (await hasServer(named)) return named;
    throw new Error(`BENCH_PYTHON names ${named}, which has no package openhands-agent-server. Install it there.`);
  }
  const own = join(clientFolder(), 'bin/python');
  if (await hasServer(own)) return own;
  for await (const python of findPythons()) if (await hasServer(python)) return python;
  return undefined;
}

/** As in tools/scripts/python-client.mjs. */
function clientFolder(): string {
  const { PYTHON_CLIENT: named, XDG_CACHE_HOME: caches } = process.env;
  return named || join(caches || join(homedir(), '.cache'), 'openhands-nest/python-client');
}

function hasServer(python: string): Promise<boolean> {
  return promisify(execFile)(python, ['-c', HAS_SERVER]).then(
    () => true,
    () => false,
  );
}
