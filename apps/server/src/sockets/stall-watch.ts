export interface StallWatchOptions {
  readonly unsent: () => number;
  /** Milliseconds. */
  readonly stallMs: number;
  readonly onStalled: () => void;
}

/** Notices a peer that has stopped reading: slow ones are fine as long as they take something. */
export class StallWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: StallWatchOptions) {}

  start(): void {
    if (this.#timer === undefined) this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #arm(): void {
    const before = this.options.unsent();
    this.#timer = setTimeout(() => this.#check(before), this.options.stallMs);
    this.#timer.unref();
  }

  #check(before: number): void {
    if (this.options.unsent() < before) return this.#arm();
    this.#timer = undefined;
    this.options.onStalled();
  }
}
