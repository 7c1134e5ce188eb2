import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of one turn of the event loop, after which everybody else has theirs. */
const SLICE_MS = 8;

/**
 * Hands things over one by one, in order. Each gives those who wait for it the time to begin with their work, and when that has
 * taken long, the rest comes in the next turn of the event loop: a large batch must not hold up requests of others.
 */
export class InSlices<T> {
  readonly #waiting: T[] = [];
  #isBusy = false;

  /** @param now milliseconds, from wherever on */
  constructor(
    private readonly handle: (item: T) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What waits for nobody is handed over at once. */
  add(items: readonly T[]): void {
    this.#waiting.push(...items);
    if (!this.#isBusy) void this.#work();
  }

  /** Hands over everything that still waits, now. */
  finish(): void {
    for (const item of this.#waiting.splice(0)) this.handle(item);
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    let until = this.now() + SLICE_MS;
    for (let item = this.#waiting.shift(); item !== undefined; item = this.#waiting.shift()) {
      this.handle(item);
      // Whoever waited for it goes on before this does.
      await Promise.resolve();
      if (this.now() < until) continue;
      await nextTurn();
      until = this.now() + SLICE_MS;
    }
    this.#isBusy = false;
  }
}
