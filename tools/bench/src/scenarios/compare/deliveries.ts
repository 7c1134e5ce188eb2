import type { BenchContext } from '../../bench-context.js';
import { openStream } from '../../wire/event-stream.js';

/** Messages as they come in on sockets of either contender. */
export class Deliveries {
  /** Milliseconds from the time in the event, which is UTC without saying so, to its arrival. */
  readonly times: number[] = [];
  readonly #all = Promise.withResolvers<void>();

  /** @param expected on all sockets together */
  constructor(private readonly expected: number) {}

  /** Resolves when all that was expected has come. */
  get all(): Promise<void> {
    return this.#all.promise;
  }

  /** Resolves when the socket is open. */
  async watch(context: BenchContext, url: string): Promise<void> {
    const socket = await openStream(url, (text) => {
      const arrivedAt = performance.timeOrigin + performance.now();
      if (!text.includes('"MessageEvent"')) return;
      const [, timestamp] = /"timestamp":\s*"([^"]+)"/.exec(text) ?? [];
      this.times.push(arrivedAt - Date.parse(`${timestamp}Z`));
      if (this.times.length === this.expected) this.#all.resolve();
    });
    context.defer(() => socket.terminate());
  }
}
