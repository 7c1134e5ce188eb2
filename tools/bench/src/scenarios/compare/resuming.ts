import { setTimeout as delay } from 'node:timers/promises';
import { lower, type Comparison } from '../../comparison/comparison.js';
import { percentile } from '../../statistics.js';
import type { AgentServerApi } from '../../wire/agent-server-api.js';
import { openStream } from '../../wire/event-stream.js';

const VISITS = 100;
/** Events after which the reader hangs up, at most. */
const LONGEST_STAY = 8;
/** Milliseconds between two messages. */
const PAUSE_MS = 5;

export const resuming: Comparison = {
  name: 'reconnects',
  how: 'While messages come in all the time, a reader hangs up a hundred times and resumes with the time of the last event that it has, as both protocols allow: from opening the socket to the first event it did not have, and what it never got.',
  metrics: [lower('from reconnect to the next event, p95', 'ms'), lower('events missing after 100 reconnects', '')],
  patience: 180,
  async measure(context, contender) {
    const { api } = await contender.start(context, { dataDirectory: await context.newFolder() });
    const id = await api.create();
    await api.send(id, 'The first message');
    const reader = new Reader(api, id);
    const stop = new AbortController();
    const speaking = speak(api, id, stop.signal);
    try {
      await Promise.race([reader.come(VISITS), speaking]);
    } finally {
      stop.abort();
    }
    await speaking;
    return {
      'from reconnect to the next event, p95': percentile(reader.times, 0.95),
      'events missing after 100 reconnects': await reader.countMissing(),
    };
  },
};

async function speak(api: AgentServerApi, id: string, signal: AbortSignal): Promise<void> {
  for (let message = 0; !signal.aborted; message += 1) {
    await Promise.all([api.send(id, `Message ${message}`), delay(PAUSE_MS)]);
  }
}

interface TimedEvent {
  readonly id: string;
  readonly key?: string;
  readonly timestamp: string;
}

class Reader {
  readonly times: number[] = [];
  readonly #seen = new Set<string>();
  #newest: TimedEvent | undefined;

  constructor(
    private readonly api: AgentServerApi,
    private readonly id: string,
  ) {}

  async come(visits: number): Promise<void> {
    for (let visit = 0; visit < visits; visit += 1) await this.#stay(1 + Math.floor(Math.random() * LONGEST_STAY));
  }

  /** Of all events up to the newest that it has seen. */
  async countMissing(): Promise<number> {
    const log = await this.api.eventIds(this.id);
    const until = log.indexOf(this.#newest?.id ?? '');
    return log.slice(0, until + 1).filter((event) => !this.#seen.has(event)).length;
  }

  async #stay(events: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const openedAt = performance.now();
    let left = events;
    const query = this.#newest
      ? `resend_mode=since&after_timestamp=${encodeURIComponent(this.#newest.timestamp)}`
      : 'resend_mode=all';
    const socket = await openStream(this.api.socketUrl(this.id, query), (text) => {
      const event = JSON.parse(text) as TimedEvent;
      // A snapshot of the state is no event of the log.
      if (left === 0 || event.key === 'full_state' || this.#seen.has(event.id)) return;
      if (left === events) this.times.push(performance.now() - openedAt);
      this.#seen.add(event.id);
      this.#newest = event;
      left -= 1;
      if (left === 0) resolve();
    });
    await promise;
    socket.terminate();
  }
}
