import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../../server/dist/main.js', import.meta.url));
/** Milliseconds after which a start counts as failed. How long it takes is measured elsewhere: a busy machine is no failure. */
const START_MS = 60_000;

export type Environment = Readonly<Record<string, string>>;

/** What the server says of itself when it is ready. */
interface ReadyLine {
  readonly appUrl: string;
  readonly agentServerUrl: string;
  readonly isolation: 'bwrap' | 'local';
  readonly pid: number;
}

/** How a server process ended, with all that it wrote. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** The built server as a process of its own, on free ports of loopback. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<Ending>,
    private readonly ready: ReadyLine,
  ) {}

  /** Resolves when the server is ready. @throws Error with its output when it ends instead */
  static async start(environment: Environment): Promise<ServerProcess> {
    const { child, ended, ready } = run(environment);
    const late = AbortSignal.timeout(START_MS);
    const first = await Promise.race([ready, ended, once(late, 'abort').then(() => undefined)]);
    if (first !== undefined && 'appUrl' in first) return new ServerProcess(child, ended, first);
    child.kill('SIGKILL');
    throw new Error(`The server did not start.\n${first?.output ?? 'It took too long.'}`);
  }

  /** Runs a server that is expected to give up by itself. */
  static async failure(environment: Environment): Promise<Ending> {
    const { child, ended } = run(environment);
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    return ended.finally(() => clearTimeout(timer));
  }

  get url(): string {
    return this.ready.appUrl;
  }

  get agentServerUrl(): string {
    return this.ready.agentServerUrl;
  }

  get isolation(): ReadyLine['isolation'] {
    return this.ready.isolation;
  }

  get pid(): number {
    return this.ready.pid;
  }

  /** Asks the server to end, and resolves when it has. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> {
    this.child.kill(signal);
    return this.ended;
  }
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly ready: Promise<ReadyLine>;
}

/** With nothing of this process's environment but what programs need. */
function run(environment: Environment): Run {
  const env = { PATH: process.env.PATH, PORT: '0', AGENT_SERVER_PORT: '0', READY_JSON: '1', ...environment };
  const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ready = new Promise<ReadyLine>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('{')) resolve(JSON.parse(line) as ReadyLine);
    });
  });
  const ended = new Promise<Ending>((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output })),
  );
  return { child, ended, ready };
}
