import { setTimeout as delay } from 'node:timers/promises';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import type { Api } from '../../wire/api.js';
import { openNumberedStream, untilEvents, type NumberedEvent } from '../../wire/event-stream.js';

/** Events after which a reader hangs up, at most. */
const LONGEST_STAY = 8;

export const reconnect: Scenario = {
  name: 'reconnect',
  how: 'While messages come in all the time, a reader hangs up after a random number of events and resumes after the last one; what it got is compared with the log.',
  metrics: [
    { name: 'reconnects', unit: '' },
    { name: 'events missing after reconnects', unit: 'events', target: atMost(0) },
    { name: 'events seen twice after reconnects', unit: 'events', target: atMost(0) },
  ],
  runs: { quick: 1, full: 1 },
  async measure(context): Promise<Measured> {
    const reconnects = context.amount(1_000, 10_000);
    const { api } = await ServerProcess.start(context, { dataDirectory: await context.newFolder() });
    const id = await api.create();
    const speaker = new Speaker(api, id);
    const seen: NumberedEvent[] = [];
    for (let visit = 0; visit < reconnects; visit += 1) await stayAWhile(api, id, seen);
    await speaker.stop();

    const newest = seen.at(-1)?.seq ?? 0;
    const log: string[] = [];
    const socket = await untilEvents(api.socketUrl(id, 'after_seq=0'), newest, ({ event }) => log.push(event.id));
    socket.terminate();
    const ids = new Set(seen.map(({ event }) => event.id));
    return {
      reconnects,
      'events missing after reconnects': log.slice(0, newest).filter((event) => !ids.has(event)).length,
      'events seen twice after reconnects': seen.length - ids.size,
    };
  },
};

async function stayAWhile(api: Api, id: string, seen: NumberedEvent[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let left = 1 + Math.floor(Math.random() * LONGEST_STAY);
  const after = seen.at(-1)?.seq ?? 0;
  openNumberedStream(api.socketUrl(id, `after_seq=${after}`), (event, socket) => {
    if (event.seq === null || left === 0) return;
    seen.push(event);
    left -= 1;
    if (left > 0) return;
    socket.terminate();
    resolve();
  }).catch(reject);
  await promise;
}

/** Sends a message every millisecond or two until it is told to stop. */
class Speaker {
  #isOver = false;
  readonly #done: Promise<void>;

  constructor(api: Api, id: string) {
    this.#done = this.#speak(api, id);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#done;
  }

  async #speak(api: Api, id: string): Promise<void> {
    for (let message = 0; !this.#isOver; message += 1) {
      await Promise.all([api.send(id, `Message ${message}`), delay(1)]);
    }
  }
}
