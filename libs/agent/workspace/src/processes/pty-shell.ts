import type { IPty } from '@lydell/node-pty';
import type { NewProcesses, Shell, ShellOptions } from '@openhands-nest/agent-ports';
import type { Launch } from './confinement.js';
import { endTree } from './end-tree.js';
import { LaterProcesses } from './later-processes.js';
import { ProcessTree } from './process-tree.js';

type Exit = { readonly exitCode: number; readonly signal?: number };

/** A shell on a pseudo terminal. When it ends, all that was started from it ends too. */
export class PtyShell implements Shell {
  readonly pid: number;
  /** Resolves when the shell has ended and nothing of it is left. */
  readonly gone: Promise<void>;
  private readonly tree: ProcessTree;
  private ending: Promise<void> | undefined;
  private hasExited = false;

  private constructor(
    private readonly terminal: IPty,
    launch: Launch,
    private readonly jailed: boolean,
  ) {
    this.pid = terminal.pid;
    this.tree = new ProcessTree(terminal.pid, launch.mark);
    this.gone = this.exited().then(() => this.end());
  }

  static async open(launch: Launch, jailed: boolean, { columns = 80, rows = 24 }: ShellOptions): Promise<PtyShell> {
    // Loaded here, because it is a native library that most processes importing this package never need.
    const { spawn } = await import('@lydell/node-pty');
    const { file, args, cwd, env } = launch;
    return new PtyShell(spawn(file, [...args], { cwd, env: { ...env }, cols: columns, rows }), launch, jailed);
  }

  write(data: string): void {
    if (!this.hasExited) this.terminal.write(data);
  }

  onData(listener: (data: string) => void): void {
    this.terminal.onData(listener);
  }

  onExit(listener: (exit: Exit) => void): void {
    this.terminal.onExit(listener);
  }

  pause(): void {
    this.terminal.pause();
  }

  resume(): void {
    this.terminal.resume();
  }

  newProcesses(): NewProcesses {
    return new LaterProcesses(this.tree, this.jailed);
  }

  async kill(): Promise<void> {
    // What is not read any more would hold up the end of the terminal.
    this.terminal.resume();
    await this.end();
    await this.gone;
  }

  private end(): Promise<void> {
    return (this.ending ??= endTree(this.tree, { jailed: this.jailed }));
  }

  private exited(): Promise<void> {
    return new Promise((resolve) => {
      this.terminal.onExit(() => {
        this.hasExited = true;
        resolve();
      });
    });
  }
}
