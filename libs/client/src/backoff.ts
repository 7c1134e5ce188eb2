export interface BackoffOptions {
  /** Milliseconds before the second attempt. */
  readonly initialMs: number;
  /** Milliseconds between two attempts, at most. */
  readonly maxMs: number;
}

export const DEFAULT_BACKOFF: BackoffOptions = { initialMs: 200, maxMs: 10_000 };

/** Doubles from one attempt to the next. Up to half is left to chance, so that clients of a restarted server come one by one. */
export class Backoff {
  #failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Milliseconds to wait now. */
  next(): number {
    const { initialMs, maxMs } = this.options;
    const full = Math.min(maxMs, initialMs * 2 ** this.#failures);
    this.#failures += 1;
    return full * (1 - Math.random() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
