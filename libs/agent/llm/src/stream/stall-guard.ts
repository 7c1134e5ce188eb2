import type { Clock } from '@openhands-nest/agent-ports';

/** The reason of an abort by the guard; never reaches a caller. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/** Ends a call when nothing has come for too long, or when its caller gives up. */
export class StallGuard {
  private readonly aborter = new AbortController();
  private readonly watch = new AbortController();
  private lastSign: number;
  private limitMs: number;
  private readonly forward = (): void => this.aborter.abort(this.caller.reason);

  constructor(
    private readonly clock: Clock,
    /** Milliseconds without a sign of life, before the first one and after it. */
    private readonly limits: { readonly first: number; readonly next: number },
    private readonly caller: AbortSignal,
  ) {
    this.limitMs = limits.first;
    this.lastSign = clock.now();
    if (caller.aborted) this.forward();
    else caller.addEventListener('abort', this.forward, { once: true });
    void this.run();
  }

  /** Passed to whatever must end. */
  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  get hasStalled(): boolean {
    return this.aborter.signal.reason instanceof StalledError;
  }

  /** Something came. */
  touch(): void {
    this.lastSign = this.clock.now();
    this.limitMs = this.limits.next;
  }

  /** Milliseconds that count as silence now. */
  get limit(): number {
    return this.limitMs;
  }

  stop(): void {
    this.watch.abort();
    this.caller.removeEventListener('abort', this.forward);
  }

  /** A timer that sleeps on, instead of one for each piece of a reply. */
  private async run(): Promise<void> {
    try {
      const shortest = Math.min(this.limits.first, this.limits.next);
      for (let left = this.limitMs; left > 0; left = this.lastSign + this.limitMs - this.clock.now())
        await this.clock.sleep(Math.min(left, shortest), this.watch.signal);
      this.aborter.abort(new StalledError(`Nothing came for ${this.limitMs} ms.`));
    } catch {
      // Stopped: the call has ended.
    }
  }
}
