import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandEnd, CommandRequest, RunningCommand } from '@openhands-nest/agent-ports';
import type { Launch } from '../processes/confinement.js';
import { endTree } from '../processes/end-tree.js';
import { ProcessTree } from '../processes/process-tree.js';
import { pumpText } from './pump-text.js';
import { startProblem } from './start-problem.js';

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Exit = readonly [code: number | null, signal: NodeJS.Signals | null];

/** Longest time that a timer can wait, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;
/** Milliseconds to wait for the rest of the output once all known processes are gone. */
const DRAIN_MS = 2_000;
/** Exit code of a command that was out of time, or never ran. */
const FAILED = -1;

export interface CommandRunOptions extends Omit<CommandRequest, 'command'> {
  /** What is really started. @throws WorkspaceError */
  readonly launch: () => Launch | Promise<Launch>;
  /** Whether the launch is a jail, which takes all along when it ends. */
  readonly jailed: boolean;
  /** Whether what it leaves in the background ends with it. */
  readonly endsLeftovers: boolean;
  readonly graceMs: number;
}

/**
 * One command in a shell of its own. It has ended when the shell has and nobody holds its output any more; what it leaves in the
 * background with an output of its own goes on.
 */
export class CommandRun implements RunningCommand {
  readonly ended: Promise<CommandEnd>;
  /** Resolves when waiting for the end has no point any more. */
  readonly #cut = Promise.withResolvers<void>();
  #tree: ProcessTree | undefined;
  #ending: Promise<void> | undefined;
  #timedOut = false;

  constructor(private readonly options: CommandRunOptions) {
    this.ended = this.#run();
  }

  stop(graceMs = this.options.graceMs): Promise<void> {
    return (this.#ending ??= this.#end(graceMs));
  }

  async #run(): Promise<CommandEnd> {
    if (this.options.timeoutMs <= 0) return { exitCode: FAILED };
    try {
      return await this.#follow(await this.#start());
    } catch (error) {
      return { exitCode: FAILED, problem: await startProblem(error, this.options.cwd) };
    }
  }

  async #start(): Promise<Child> {
    const { file, args, cwd, env, mark } = await this.options.launch();
    const child = spawn(file, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid === undefined) await once(child, 'spawn');
    this.#tree = new ProcessTree(child.pid as number, mark);
    return child;
  }

  async #follow(child: Child): Promise<CommandEnd> {
    const timer = setTimeout(() => this.#giveUp(), Math.min(this.options.timeoutMs, LONGEST_MS));
    const exit = await this.#exitOf(child);
    clearTimeout(timer);
    return { exitCode: this.#timedOut ? FAILED : exitCodeOf(exit) };
  }

  /** Resolves when the shell has ended and both outputs are closed, or once all is over that can be ended. */
  async #exitOf(child: Child): Promise<Exit | undefined> {
    let exit: Exit | undefined;
    const exited = once(child, 'exit').then((how) => {
      exit = how as unknown as Exit;
      return this.#endLeftovers();
    });
    const { onOutput } = this.options;
    const outputs = [
      pumpText(child.stdout, (text) => onOutput('stdout', text)),
      pumpText(child.stderr, (text) => onOutput('stderr', text)),
    ].map((pumped) => pumped.catch(() => this.stop()));
    await Promise.race([Promise.all([exited, ...outputs]), this.#cut.promise]);
    child.stdout.destroy();
    child.stderr.destroy();
    return exit;
  }

  async #endLeftovers(): Promise<void> {
    const { endsLeftovers, jailed } = this.options;
    if (endsLeftovers && !jailed && this.#tree) await endTree(this.#tree, { jailed: false });
  }

  #giveUp(): void {
    this.#timedOut = true;
    void this.stop();
  }

  async #end(graceMs: number): Promise<void> {
    if (this.#tree) await endTree(this.#tree, { jailed: this.options.jailed, graceMs, request: ['SIGTERM'] });
    void sleep(DRAIN_MS, undefined, { ref: false }).then(() => this.#cut.resolve());
  }
}

function exitCodeOf(exit: Exit | undefined): number {
  const [code, signal] = exit ?? [null, null];
  if (code !== null) return code;
  return signal === null ? FAILED : -constants.signals[signal];
}
