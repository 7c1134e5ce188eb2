import type { Clock, NewProcesses } from '@openhands-nest/agent-ports';
import { OutputWindow, type ShownOutput } from './output-window.js';
import type { OutputFile } from './output-file.js';

export interface CommandEnd {
  readonly exitCode: number;
  /** The command took its shell with it (`exit`, `exec`, `set -e` …). */
  readonly endedShell: boolean;
}

/** One command in a shell, from its start until its end was reported. */
export class RunningCommand {
  private window: OutputWindow;
  private resolveEnd!: () => void;
  private reached: CommandEnd | undefined;
  /** Clock time of the newest output, or of the start. */
  changedAt: number;
  /** Resolves when the command is over. Never rejects. */
  readonly ended = new Promise<void>((resolve) => (this.resolveEnd = resolve));

  constructor(
    readonly text: string,
    /** The shell's processes since the command was sent. */
    readonly processes: NewProcesses,
    private readonly clock: Clock,
    private readonly openFile: () => OutputFile,
  ) {
    this.changedAt = clock.now();
    this.window = new OutputWindow(openFile);
  }

  get end(): CommandEnd | undefined {
    return this.reached;
  }

  receive(output: string): void {
    this.changedAt = this.clock.now();
    this.window.push(output);
  }

  finish(end: CommandEnd): void {
    this.reached ??= end;
    this.resolveEnd();
  }

  /** Output that no observation has shown yet. */
  takeOutput(): Promise<ShownOutput> {
    const { window } = this;
    this.window = new OutputWindow(this.openFile);
    return window.close();
  }
}
