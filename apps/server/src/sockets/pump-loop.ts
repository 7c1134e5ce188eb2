/** Where frames come from, as far as a loop has to know it. */
export interface LoopSource {
  /** Whether frames may be there to take or to load; false: wait for `onWake`. */
  readonly pending: boolean;
  load(): Promise<void>;
  /** Called, synchronously, whenever there is something new. One listener. */
  onWake(listener: () => void): void;
  close(): void;
}

export interface LoopOptions {
  readonly reader: LoopSource;
  /** Whether the peer would take something now. */
  readonly canSend: () => boolean;
  /** Hands a batch over. Whether there was anything to take. */
  readonly sendBatch: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** Moves what a reader has as long as the peer takes it, one batch after the other; what is not in memory is loaded in between. */
export class PumpLoop {
  #isScheduled = false;
  #isPumping = false;
  #isClosed = false;

  constructor(private readonly options: LoopOptions) {
    options.reader.onWake(() => this.schedule());
  }

  /** Waking is part of the engine's own work, and often comes in bursts: sending waits until that is done. */
  schedule(): void {
    if (this.#isScheduled || this.#isClosed) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#pump().catch(this.options.onFailure);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.options.reader.close();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#canSend() && (this.options.sendBatch() || (await this.#load())));
    } finally {
      this.#isPumping = false;
    }
    // Something may have come while the log was read.
    if (this.#canSend() && this.options.reader.pending) this.schedule();
  }

  #canSend(): boolean {
    return !this.#isClosed && this.options.canSend();
  }

  /** Whether there is something to send after reading on in the log. */
  async #load(): Promise<boolean> {
    const { reader } = this.options;
    if (!reader.pending) return false;
    await reader.load();
    return !this.#isClosed && reader.pending;
  }
}
