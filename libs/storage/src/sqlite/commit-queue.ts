import type { Reply, Request } from '../protocol/messages.js';
import type { StorageCore } from './storage-core.js';

/** Milliseconds of reading after which waiting writes come first again. */
const READ_SLICE_MS = 2;

/**
 * Group commit: all writes that arrived while the last transaction was being committed form the next one.
 * Nothing waits for company: a single write is committed at once.
 */
export class CommitQueue {
  #writes: Request[] = [];
  readonly #reads: Request[] = [];
  #scheduled = false;

  constructor(
    private readonly core: StorageCore,
    private readonly reply: (replies: readonly Reply[]) => void,
  ) {}

  accept(requests: readonly Request[]): void {
    for (const request of requests) (this.core.isWrite(request) ? this.#writes : this.#reads).push(request);
    this.#schedule();
  }

  /** Performs everything that was accepted. */
  drain(): void {
    while (this.#writes.length > 0 || this.#reads.length > 0) this.#turn();
  }

  /** After the messages that have already come in, so that their writes are part of the turn. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
      if (this.#writes.length > 0 || this.#reads.length > 0) this.#schedule();
    });
  }

  #turn(): void {
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length > 0) this.reply(this.core.commit(writes));
    this.#readForAWhile();
  }

  #readForAWhile(): void {
    const until = performance.now() + READ_SLICE_MS;
    const replies: Reply[] = [];
    do {
      const request = this.#reads.shift();
      if (!request) break;
      replies.push(this.core.read(request));
    } while (performance.now() < until);
    if (replies.length > 0) this.reply(replies);
  }
}
