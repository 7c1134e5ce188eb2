import type { BashOutputEvent, CommandEnd } from '@openhands-nest/agent-ports';
import { TextPieces } from './text-pieces.js';

/** Characters of one stream in one event. */
const CHUNK = 1024 * 1024;
/** Characters of one command that are kept as they come; of the rest only the last ones are. */
const MAX_KEPT = 64 * CHUNK;

type Stream = 'stdout' | 'stderr';
/** What an output says, apart from which it is. */
export type OutputContent = Pick<BashOutputEvent, 'order' | 'exit_code' | Stream>;

export interface OutputRecorderOptions<Event> {
  readonly record: (content: OutputContent) => Promise<Event>;
  readonly chunk?: number;
  readonly maxKept?: number;
}

/** Turns what a command writes into outputs: one for each full chunk of a stream, and a last one with the exit code and the rest. */
export class OutputRecorder<Event> {
  readonly #waiting: Record<Stream, TextPieces> = { stdout: new TextPieces(), stderr: new TextPieces() };
  readonly #chunk: number;
  readonly #maxKept: number;
  #order = 0;
  #kept = 0;
  #dropped = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OutputRecorderOptions<Event>) {
    this.#chunk = options.chunk ?? CHUNK;
    this.#maxKept = options.maxKept ?? MAX_KEPT;
  }

  /** Resolves when more can be taken. */
  write(stream: Stream, text: string): Promise<void> {
    return this.#inTurn(() => this.#take(stream, text));
  }

  finish({ exitCode, problem }: CommandEnd): Promise<Event> {
    return this.#inTurn(async () => {
      const { stdout, stderr } = this.#waiting;
      const notes = [stderr.toString(), problem ?? '', this.#dropNotice()].filter((note) => note !== '');
      return this.#record({
        exit_code: exitCode,
        stdout: stdout.toString() || null,
        stderr: notes.join('\n') || null,
      });
    });
  }

  async #take(stream: Stream, text: string): Promise<void> {
    const waiting = this.#waiting[stream];
    waiting.add(text);
    while (waiting.length >= this.#chunk) {
      if (this.#kept >= this.#maxKept) {
        this.#dropped += waiting.keepLast(this.#chunk / 2);
        return;
      }
      const cut = waiting.take(this.#chunk);
      this.#kept += cut.length;
      await this.#record({ exit_code: null, stdout: null, stderr: null, [stream]: cut });
    }
  }

  #dropNotice(): string {
    if (this.#dropped === 0) return '';
    return `[${this.#dropped} characters before the last ones were left out. Write the output to a file to have all of it.]`;
  }

  #record(content: Omit<OutputContent, 'order'>): Promise<Event> {
    return this.options.record({ order: this.#order++, ...content });
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
