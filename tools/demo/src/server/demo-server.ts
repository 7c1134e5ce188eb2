import { spawn, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DemoError } from '../demo-error.js';
import { readReadyLine, type ReadyServer } from './ready-line.js';

/** Milliseconds. */
const START_MS = 20_000;
const STOP_MS = 6_000;

export interface DemoServerOptions {
  readonly file: string;
  readonly dataDirectory: string;
  readonly sessionKey: string;
}

/** A server of its own: free ports, a data directory to throw away, a key that nobody else knows, and no model. */
export class DemoServer {
  /** Aborted, with a DemoError, when the server ends although nobody asked it to. */
  readonly died: AbortSignal;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #lastWords: string[] = [];
  readonly #death = new AbortController();
  #isStopping = false;

  constructor(options: DemoServerOptions) {
    this.died = this.#death.signal;
    // A process group of its own: Ctrl-C is for the demo, which then ends the server in order.
    this.#process = spawn(process.execPath, [options.file], {
      env: environmentOf(options),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#ended = new Promise((resolve) => this.#process.once('close', resolve));
    createInterface({ input: this.#process.stderr as Readable }).on('line', (line) => this.#lastWords.push(line));
    void this.#ended.then(() => this.#onEnd());
  }

  /** Resolves when the server can be used. @throws DemoError with what the server said, or the reason of the signal */
  async ready(signal: AbortSignal): Promise<ReadyServer> {
    const slow = AbortSignal.timeout(START_MS);
    const lines = createInterface({ input: this.#process.stdout as Readable });
    try {
      for await (const [line] of on(lines, 'line', { signal: AbortSignal.any([signal, this.died, slow]) })) {
        const server = readReadyLine(line as string);
        if (server) return server;
      }
    } catch (error) {
      signal.throwIfAborted();
      this.died.throwIfAborted();
      if (!slow.aborted) throw error;
    }
    throw this.#problem('did not get ready');
  }

  /** Ends the server and waits for it. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (!this.#isRunning()) return;
    this.#process.kill('SIGTERM');
    const deadline = setTimeout(() => this.kill(), STOP_MS);
    await this.#ended;
    clearTimeout(deadline);
  }

  /** Ends it at once, for when there is no time to wait. */
  kill(): void {
    this.#isStopping = true;
    if (this.#isRunning()) this.#process.kill('SIGKILL');
  }

  #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  #onEnd(): void {
    if (!this.#isStopping) this.#death.abort(this.#problem('ended'));
  }

  #problem(what: string): DemoError {
    const said = this.#lastWords.slice(-20).join('\n') || 'It said nothing.';
    return new DemoError(`The server ${what}. Its last words:\n${said}`);
  }
}

/** What this shell configures for a real server must not reach this one: it has no model, so it can cost nothing. */
function environmentOf({ dataDirectory, sessionKey }: DemoServerOptions): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR, SANDBOX } = process.env;
  return {
    ...{ PATH, HOME, LANG, TMPDIR, SANDBOX },
    HOST: '127.0.0.1',
    PORT: '0',
    AGENT_SERVER_PORT: '0',
    DATA_DIR: dataDirectory,
    SESSION_API_KEY: sessionKey,
    ALLOW_LOCAL_REPOSITORIES: '1',
    READY_JSON: '1',
  };
}
