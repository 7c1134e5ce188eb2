interface Taker<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Items between the one who receives them and the one who takes them, and how their stream ended. */
export class EventBuffer<T> {
  readonly #items: T[] = [];
  readonly #takers: Taker<T>[] = [];
  #ending: (() => Promise<IteratorResult<T, undefined>>) | undefined;
  #onRoom: (() => void) | undefined;

  constructor(
    /** Items at which no more should come. */
    private readonly limit: number,
  ) {}

  get isFull(): boolean {
    return this.#items.length >= this.limit;
  }

  push(item: T): void {
    if (this.#ending) return;
    const taker = this.#takers.shift();
    if (taker) taker.resolve({ done: false, value: item });
    else this.#items.push(item);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#items.shift();
    if (this.#items.length <= this.limit / 2) this.#onRoom?.();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#ending) return this.#ending();
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  /** Resolves when it is at most half full, or at its end. */
  room(): Promise<void> {
    if (this.#ending || this.#items.length <= this.limit / 2) return Promise.resolve();
    return new Promise((resolve) => (this.#onRoom = resolve));
  }

  /** No more items: those that wait are dropped. */
  close(): void {
    this.#end(() => Promise.resolve({ done: true, value: undefined }));
    this.#items.length = 0;
  }

  /** Rejects once, after the items that wait. */
  fail(reason: unknown): void {
    let isTold = false;
    this.#end(() => {
      if (isTold) return Promise.resolve({ done: true, value: undefined });
      isTold = true;
      return Promise.reject(reason);
    });
  }

  /** Rejects at once: items that wait are dropped. */
  abort(reason: unknown): void {
    this.fail(reason);
    this.#items.length = 0;
  }

  #end(ending: () => Promise<IteratorResult<T, undefined>>): void {
    if (this.#ending) return;
    this.#ending = ending;
    this.#onRoom?.();
    for (const { resolve, reject } of this.#takers.splice(0)) void ending().then(resolve, reject);
  }
}
