import { setTimeout as delay } from 'node:timers/promises';
import type { Program, Workspace } from '@openhands-nest/agent-ports';
import type { CanvasExtensionBackendHealth } from '@openhands-nest/contracts/agent-server';
import { BoundedLog } from './bounded-log.js';
import { probeHealth } from './probe-health.js';

export interface BackendLaunch {
  readonly revision: string;
  readonly port: number;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly health: CanvasExtensionBackendHealth;
}

type State = 'starting' | 'ready' | 'unhealthy' | 'stopped';

/** One program of an extension, from its start to its end. */
export class RunningBackend {
  readonly log = new BoundedLog();
  /** Resolves when it is ready, or will not be any more. */
  readonly settled: Promise<void>;
  private current: State = 'starting';
  private words: string | null = null;
  private isGone = false;
  private readonly over = new AbortController();

  private constructor(
    readonly launch: BackendLaunch,
    private readonly workspace: Workspace,
    private readonly program: Program,
  ) {
    program.onOutput((bytes) => this.log.add(bytes));
    void program.ended.then(({ exitCode }) => this.hasEnded(exitCode));
    this.settled = this.untilReady();
  }

  /** @param workspace is closed with the program. @throws WorkspaceError when it cannot be started */
  static async start(launch: BackendLaunch, workspace: Workspace): Promise<RunningBackend> {
    const { command, cwd, env } = launch;
    try {
      // One pipe for both outputs keeps their order.
      const merged = ['/bin/sh', '-c', 'exec "$0" "$@" 2>&1', ...command] as const;
      return new RunningBackend(launch, workspace, await workspace.startProgram({ command: merged, cwd, env }));
    } catch (error) {
      await workspace.close();
      throw error;
    }
  }

  get state(): State {
    return this.current;
  }

  /** What is wrong, for people. */
  get detail(): string | null {
    return this.words;
  }

  /** Whether there is a process still. */
  get isAlive(): boolean {
    return !this.isGone;
  }

  get pid(): number | null {
    return this.isGone ? null : this.program.pid;
  }

  get port(): number | null {
    return this.isGone ? null : this.launch.port;
  }

  /** Asks a program that was ready once whether it is well. A late answer is forgiven at the next question. */
  async check(): Promise<void> {
    if (this.isGone || this.current === 'starting') return;
    const isWell = await probeHealth(this.launch.port, this.launch.health.path);
    if (this.isGone) return;
    if (isWell) this.become('ready', null);
    else this.become('unhealthy', 'The program does not answer when it is asked whether it is well.');
  }

  /** Ends it and all that it started; resolves when they are gone. */
  async stop(): Promise<void> {
    this.over.abort();
    this.become('stopped', null);
    await this.end();
    await this.settled;
  }

  private async untilReady(): Promise<void> {
    const { path, timeout_seconds: timeout, interval_seconds: interval } = this.launch.health;
    const deadline = AbortSignal.any([this.over.signal, AbortSignal.timeout(timeout * 1_000)]);
    while (!deadline.aborted) {
      const isWell = await probeHealth(this.launch.port, path);
      if (isWell && !this.over.signal.aborted) return this.become('ready', null);
      await delay(interval * 1_000, undefined, { signal: deadline }).catch(() => undefined);
    }
    if (this.over.signal.aborted) return;
    this.become('unhealthy', `The program was not ready within ${timeout} seconds. Look at its logs.`);
    await this.end();
  }

  private hasEnded(exitCode: number | null): void {
    this.isGone = true;
    if (this.over.signal.aborted) return;
    this.over.abort();
    // What was said before says more than that it was ended therefore.
    if (this.current === 'unhealthy' && this.words !== null) return;
    const how = exitCode === null ? 'was ended by a signal' : `ended with code ${exitCode}`;
    this.become('unhealthy', `The program ${how}. Look at its logs.`);
  }

  private become(state: State, words: string | null): void {
    this.current = state;
    this.words = words;
  }

  private async end(): Promise<void> {
    await this.program.kill();
    await this.workspace.close();
  }
}
