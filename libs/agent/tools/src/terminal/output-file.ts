import type { Workspace } from '@openhands-nest/agent-ports';

/** Bytes written by one process, bytes waiting at which the shell is stopped, and most bytes kept. */
const PIECE = 1024 * 1024;
const MOST_WAITING = 4 * PIECE;
export const LONGEST_FILE = 100 * 1024 * 1024;

/** Something that can be told to stop sending for a while. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/** The full text of one observation, appended to a file in the workspace while it arrives. Never rejects. */
export class OutputFile {
  private waiting: string[] = [];
  private waitingBytes = 0;
  private total = 0;
  private writing: Promise<void> | undefined;
  private failure = false;
  private created = false;
  private isPaused = false;

  constructor(
    private readonly workspace: Workspace,
    readonly path: string,
    private readonly flow: Flow,
    private readonly longest = LONGEST_FILE,
  ) {}

  /** False when the file could not be written. */
  get isUsable(): boolean {
    return !this.failure;
  }

  /** True when the file ends before the output does. */
  get isFull(): boolean {
    return this.total >= this.longest;
  }

  append(text: string): void {
    if (text === '' || this.isFull || this.failure) return;
    const bytes = Buffer.byteLength(text);
    this.waiting.push(text);
    this.waitingBytes += bytes;
    this.total += bytes;
    if (this.waitingBytes >= PIECE) this.writing ??= this.drain(PIECE);
    if (this.waitingBytes >= MOST_WAITING) this.pause();
  }

  /** Resolves when everything is in the file, or writing has failed. */
  async close(): Promise<void> {
    while (this.writing || this.waiting.length > 0) await (this.writing ??= this.drain(1));
  }

  /** Writes until less than `least` bytes are waiting: a process for each handful would be slower than the shell. */
  private async drain(least: number): Promise<void> {
    try {
      while (this.waitingBytes >= least) await this.write(this.takeWaiting());
    } catch {
      // A full or read-only disk costs the copy, not the command.
      this.failure = true;
      this.takeWaiting();
    } finally {
      this.writing = undefined;
      this.goOn();
    }
  }

  private takeWaiting(): string {
    const text = this.waiting.join('');
    this.waiting = [];
    this.waitingBytes = 0;
    return text;
  }

  /** The workspace has no append of its own: the first piece makes the file, a process in the workspace adds the others. */
  private async write(text: string): Promise<void> {
    this.goOn();
    if (!this.created) await this.workspace.writeFile(this.path, Buffer.from(text));
    else await this.appendByProcess(text);
    this.created = true;
  }

  private async appendByProcess(text: string): Promise<void> {
    const command = ['sh', '-c', 'exec cat >> "$0"', this.path] as const;
    const result = await this.workspace.execute({ command: [...command], input: text });
    if (result.exitCode !== 0) throw new Error(`${this.path} could not be written.`);
  }

  private pause(): void {
    if (this.isPaused || !this.writing) return;
    this.isPaused = true;
    this.flow.pause();
  }

  private goOn(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.flow.resume();
  }
}
