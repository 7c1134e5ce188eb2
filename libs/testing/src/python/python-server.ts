import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** For programs of the SDK: no banner, and no table of prices from the network. */
export const PYTHON_ENVIRONMENT = {
  LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  OPENHANDS_SUPPRESS_BANNER: '1',
  PYTHONWARNINGS: 'ignore',
};

export interface PythonServerOptions {
  /** Path of a Python that has the package `openhands-agent-server`. */
  readonly python: string;
  /** Home of everything that it writes. */
  readonly directory: string;
  readonly apiKey: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Milliseconds: it imports a lot. */
const START_MS = 240_000;
/** Milliseconds between two looks whether it answers. */
const LOOK_MS = 10;

/** The reference server on a free port of loopback. */
export class PythonServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** Milliseconds from spawn to the first answer that says it is ready. */
    readonly readyAfterMs: number,
  ) {}

  /** @throws Error when it ends before it is ready, or needs too long */
  static async start({ python, directory, apiKey, environment }: PythonServerOptions): Promise<PythonServer> {
    const port = await freePort();
    const startedAt = performance.now();
    const child = spawn(python, ['-m', 'openhands.agent_server', '--host', '127.0.0.1', '--port', String(port)], {
      cwd: directory,
      env: {
        ...PYTHON_ENVIRONMENT,
        PATH: process.env['PATH'],
        HOME: directory,
        SESSION_API_KEY: apiKey,
        OH_SECRET_KEY: 'secret-key-of-the-comparison',
        ...environment,
      },
      stdio: 'ignore',
    });
    const url = `http://127.0.0.1:${port}`;
    try {
      await untilReady(child, url, startedAt + START_MS);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return new PythonServer(child, url, performance.now() - startedAt);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  async stop(): Promise<void> {
    if (hasEnded(this.child)) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

async function untilReady(child: ChildProcess, url: string, deadline: number): Promise<void> {
  await once(child, 'spawn');
  for (;;) {
    const isReady = await fetch(`${url}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (hasEnded(child)) throw new Error('The Python server ended before it was ready.');
    if (performance.now() > deadline) throw new Error(`The Python server was not ready after ${START_MS / 1_000} s.`);
    await delay(LOOK_MS);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A port that was free a moment ago: the Python server does not tell which one it picked. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
