import type { Reply, Request } from '../protocol/messages.js';
import type { InputOf, OperationName, OutputOf } from '../protocol/operations.js';
import { errorOf } from './error-of.js';
import { InSlices } from './in-slices.js';

interface Waiting {
  readonly resolve: (output: never) => void;
  readonly reject: (error: Error) => void;
}

/** Calls on their way: numbers each, sends those of one tick together, and settles them as replies come in. */
export class PendingCalls {
  readonly #waiting = new Map<number, Waiting>();
  readonly #replies = new InSlices<Reply>((reply) => this.#settleOne(reply));
  #outbox: Request[] = [];
  #newestId = 0;
  #closedBy: Error | undefined;

  constructor(private readonly send: (requests: readonly Request[]) => void) {}

  add<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> {
    if (this.#closedBy) return Promise.reject(this.#closedBy);
    return new Promise<OutputOf<N>>((resolve, reject) => {
      const id = ++this.#newestId;
      this.#waiting.set(id, { resolve, reject });
      this.#outbox.push({ id, operation, input } as Request);
      if (this.#outbox.length === 1) queueMicrotask(() => this.flush());
    });
  }

  /** Sends what still waits for the end of the tick. */
  flush(): void {
    const requests = this.#outbox;
    this.#outbox = [];
    if (requests.length === 0) return;
    try {
      this.send(requests);
    } catch (error) {
      this.#rejectAll(requests, error as Error);
    }
  }

  /** In order, but not all at once: each sets somebody to work. */
  settle(replies: readonly Reply[]): void {
    this.#replies.add(replies);
  }

  /** Settles at once what has been answered. */
  settleAll(): void {
    this.#replies.finish();
  }

  /** From now on every call is refused with `reason`. */
  refuse(reason: Error): void {
    this.#closedBy ??= reason;
  }

  /** Ends all calls that are still waiting, and refuses later ones. */
  fail(reason: Error): void {
    this.refuse(reason);
    this.settleAll();
    this.#outbox = [];
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  #settleOne(reply: Reply): void {
    const call = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('refusal' in reply) call?.reject(errorOf(reply.refusal));
    else call?.resolve(reply.output as never);
  }

  /** What cannot travel between threads, such as a function, is the caller's mistake and must not leave it waiting. */
  #rejectAll(requests: readonly Request[], reason: Error): void {
    for (const { id } of requests) {
      this.#waiting.get(id)?.reject(reason);
      this.#waiting.delete(id);
    }
  }
}
