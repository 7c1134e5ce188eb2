import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { BenchContext } from '../bench-context.js';
import { BUILT_SERVER } from '../workspace.js';
import { Api } from '../wire/api.js';
import { endProcess, startNode } from './node-process.js';
import { startOptions } from './start-options.js';

/** The key under which every server of the bench encrypts, so that prepared data can be read. */
export const SECRET_KEY = 'a secret of the bench';
export const SESSION_KEY = 'a session key of the bench';

export interface ServerOptions {
  readonly dataDirectory: string;
  /** Address of the scripted model. */
  readonly llmUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** The built server in a process of its own, on free ports of loopback, with a session key. */
export class ServerProcess {
  readonly api: Api;

  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
    readonly agentServerUrl: string,
    /** Milliseconds from spawn to the line that says it is ready. */
    readonly readyAfterMs: number,
  ) {
    this.api = new Api(url, SESSION_KEY);
  }

  static async start(context: BenchContext, options: ServerOptions): Promise<ServerProcess> {
    const startedAt = performance.now();
    const child = startNode(BUILT_SERVER, context, {
      environment: environmentOf(options),
      nodeOptions: [...startOptions(), ...(options.nodeOptions ?? [])],
    });
    const { appUrl, agentServerUrl } = await readyLine(child);
    return new ServerProcess(child, appUrl, agentServerUrl, performance.now() - startedAt);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Ends it as a crash would: nothing is said, nothing is written. */
  kill(): Promise<void> {
    return endProcess(this.child, 'SIGKILL');
  }
}

function environmentOf({ dataDirectory, llmUrl, environment }: ServerOptions): Record<string, string> {
  return {
    PORT: '0',
    AGENT_SERVER_PORT: '0',
    READY_JSON: '1',
    DATA_DIR: dataDirectory,
    OH_SECRET_KEY: SECRET_KEY,
    SESSION_API_KEY: SESSION_KEY,
    MAX_ITERATIONS: '100000',
    // The same agents on every machine, whether there is a Chromium on it or not.
    AGENT_ENABLE_BROWSING: 'false',
    ...(llmUrl && { LLM_MODEL: 'openai/scripted', LLM_BASE_URL: llmUrl, LLM_API_KEY: 'none', AUTO_TITLES: 'false' }),
    ...environment,
  };
}

interface ReadyLine {
  readonly appUrl: string;
  readonly agentServerUrl: string;
}

async function readyLine({ stdout }: ChildProcess): Promise<ReadyLine> {
  const lines = createInterface({ input: stdout! });
  const { promise, resolve, reject } = Promise.withResolvers<ReadyLine>();
  lines.on('line', (line) => {
    if (line.startsWith('{"ready":true')) resolve(JSON.parse(line) as ReadyLine);
  });
  lines.on('close', () => reject(new Error('The server ended before it was ready: see above.')));
  return promise;
}
