import { EventBuffer } from './event-buffer.js';
import type { EventsOptions } from './follow-options.js';
import { Follower, type EventsEndpoint } from './follower.js';
import type { ReceivedEvent } from './received-event.js';

const MAX_WAITING = 1_000;

/** The events of one conversation, each exactly once. Connects when the first one is asked for; leaving the loop disconnects. */
export class EventStream implements AsyncIterableIterator<ReceivedEvent, undefined> {
  readonly #buffer: EventBuffer<ReceivedEvent>;
  readonly #stop = new AbortController();
  readonly #onAbort = (): void => this.#abort();
  #isStarted = false;

  constructor(
    private readonly endpoint: EventsEndpoint,
    private readonly options: EventsOptions,
  ) {
    this.#buffer = new EventBuffer(options.maxWaiting ?? MAX_WAITING);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<ReceivedEvent, undefined>> {
    this.#start();
    return this.#buffer.next();
  }

  return(): Promise<IteratorResult<ReceivedEvent, undefined>> {
    this.#buffer.close();
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { signal } = this.options;
    if (signal?.aborted) return this.#abort();
    signal?.addEventListener('abort', this.#onAbort);
    new Follower(this.endpoint, this.options, this.#buffer, this.#stop.signal).run().catch((error: unknown) => {
      this.#buffer.fail(error);
      this.#end();
    });
  }

  #abort(): void {
    this.#buffer.abort(this.options.signal?.reason);
    this.#end();
  }

  #end(): void {
    this.#isStarted = true;
    this.options.signal?.removeEventListener('abort', this.#onAbort);
    this.#stop.abort();
  }
}
