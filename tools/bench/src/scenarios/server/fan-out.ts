import type { BenchContext } from '../../bench-context.js';
import { aLongText } from '../../data/storage.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atLeast, atMost, type Measured, type Scenario } from '../../scenario.js';
import { openStream } from '../../wire/event-stream.js';
import { FrameCounter } from '../../wire/frame-counter.js';

/** With the one that speaks, as many as the protocol allows. */
const READERS_EACH = 49;
/** Milliseconds; longer than any run of this scenario. */
const NEVER_MS = 200_000;

export const fanOut: Scenario = {
  name: 'fan-out',
  how: 'Two conversations of 49 readers and one that sends messages as fast as it can: all deliveries over all the time.',
  metrics: [
    { name: 'deliveries of 1.4 kB events', unit: 'a second', target: atLeast(100_000) },
    { name: '`/health` p99 under fan-out', unit: 'ms', target: atMost(20) },
  ],
  runs: { quick: 3, full: 7 },
  async measure(context): Promise<Measured> {
    const messages = context.amount(2_000, 10_000);
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, { dataDirectory: await context.newFolder(), llmUrl: llm.url });
    const rooms = [await Room.open(context, server, llm), await Room.open(context, server, llm)];
    await Promise.all(rooms.map((room) => room.hear(300)));
    const { result: seconds, healthP99 } = await underHealthProbe(context, server.url, async () => {
      const startedAt = performance.now();
      await Promise.all(rooms.map((room) => room.hear(messages)));
      return (performance.now() - startedAt) / 1_000;
    });
    return {
      'deliveries of 1.4 kB events': (rooms.length * READERS_EACH * messages) / seconds,
      '`/health` p99 under fan-out': healthP99,
    };
  },
};

/** A conversation with its readers. */
class Room {
  #frames = 0;
  #wanted = Infinity;
  #onAll: () => void = () => undefined;
  #speak: (text: string) => void = () => undefined;

  static async open(context: BenchContext, { api }: ServerProcess, llm: LlmProcess): Promise<Room> {
    const room = new Room();
    const id = await api.create();
    // Messages over a socket always set the agent to work. Here it waits for its model all the time, so that nothing but
    // the messages is delivered.
    const asked = llm.nextRequest();
    await api.send(id, JSON.stringify({ delayMs: NEVER_MS }), true);
    await asked;
    const url = api.socketUrl(id);
    const speaker = await openStream(url, () => undefined);
    room.#speak = (text) => speaker.send(JSON.stringify({ role: 'user', content: [{ type: 'text', text }] }));
    context.defer(() => speaker.terminate());
    const snapshots = room.#await(READERS_EACH);
    for (let reader = 0; reader < READERS_EACH; reader += 1) {
      const counter = await FrameCounter.open(url, () => room.#count());
      context.defer(() => counter.close());
    }
    await snapshots;
    return room;
  }

  /** Sends so many messages and resolves when all readers have all of them. */
  async hear(messages: number): Promise<void> {
    const all = this.#await(READERS_EACH * messages);
    for (let message = 0; message < messages; message += 1) this.#speak(aLongText());
    await all;
  }

  #await(frames: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wanted = this.#frames + frames;
    this.#onAll = resolve;
    return promise;
  }

  #count(): void {
    this.#frames += 1;
    if (this.#frames === this.#wanted) this.#onAll();
  }
}
