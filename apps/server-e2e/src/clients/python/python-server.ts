import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { until } from '../../harness/observations.js';

/** For programs of the SDK: no banner, and no table of prices from the network. */
export const PYTHON_ENVIRONMENT = {
  LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  OPENHANDS_SUPPRESS_BANNER: '1',
  PYTHONWARNINGS: 'ignore',
};

export interface PythonServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The reference server on a free port of loopback. @param directory home of everything that it writes */
export async function startPythonServer(python: string, directory: string, apiKey: string): Promise<PythonServer> {
  const port = await freePort();
  const child = spawn(python, ['-m', 'openhands.agent_server', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: directory,
    env: {
      ...PYTHON_ENVIRONMENT,
      PATH: process.env['PATH'],
      HOME: directory,
      SESSION_API_KEY: apiKey,
      OH_SECRET_KEY: 'secret-key-of-the-comparison',
    },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const url = `http://127.0.0.1:${port}`;
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/ready`).then(
      ({ ok }) => ok || child.exitCode !== null,
      () => child.exitCode !== null,
    );
  await until(isReady, 'the Python server is ready', START_MS);
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Milliseconds: it imports a lot. */
const START_MS = 240_000;

/** A port that was free a moment ago: the Python server does not tell which one it picked. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
