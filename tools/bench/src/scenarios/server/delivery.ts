import { setTimeout as delay } from 'node:timers/promises';
import type { BenchContext } from '../../bench-context.js';
import { aLongText } from '../../data/storage.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { percentile } from '../../statistics.js';
import type { Api } from '../../wire/api.js';
import { openStream } from '../../wire/event-stream.js';

/** The protocol allows no more on one conversation. */
const SOCKETS_EACH = 50;
/** Milliseconds between two messages to one conversation. */
const PAUSE_MS = 100;
/** Milliseconds in which the last deliveries arrive; one that comes later still is found missing. */
const SETTLE_MS = 300;

export const delivery: Scenario = {
  name: 'delivery',
  how: 'Ten messages a second to each conversation of 50 sockets: from the time in the event, which is before its commit, to its arrival in the reader.',
  metrics: [
    { name: 'event to 100 sockets, p50', unit: 'ms' },
    { name: 'event to 100 sockets, p99', unit: 'ms', target: atMost(10) },
    { name: 'event to 1 000 sockets, p99', unit: 'ms', target: atMost(25) },
  ],
  runs: { quick: 2, full: 5 },
  async measure(context): Promise<Measured> {
    const rounds = context.amount(30, 200);
    const hundred = await deliveries(context, 100, rounds);
    const thousand = await deliveries(context, 1_000, rounds);
    return {
      'event to 100 sockets, p50': percentile(hundred, 0.5),
      'event to 100 sockets, p99': percentile(hundred, 0.99),
      'event to 1 000 sockets, p99': percentile(thousand, 0.99),
    };
  },
};

/** Milliseconds of each delivery to each socket. */
async function deliveries(context: BenchContext, sockets: number, rounds: number): Promise<number[]> {
  const server = await ServerProcess.start(context, { dataDirectory: await context.newFolder() });
  const ids = await Promise.all(Array.from({ length: sockets / SOCKETS_EACH }, () => server.api.create()));
  const times: number[] = [];
  let isWarm = false;
  const opened = await Promise.all(
    ids.flatMap((id) =>
      Array.from({ length: SOCKETS_EACH }, () => watch(server.api, id, (ms) => isWarm && times.push(ms))),
    ),
  );
  await speak(server.api, ids, 10);
  await delay(SETTLE_MS);
  isWarm = true;
  await speak(server.api, ids, rounds);
  await delay(SETTLE_MS);
  for (const socket of opened) socket.terminate();
  await server.kill();
  const expected = rounds * sockets;
  if (times.length !== expected) throw new Error(`Of ${expected} deliveries ${times.length} arrived.`);
  return times;
}

function watch(api: Api, id: string, onDelivery: (ms: number) => void): ReturnType<typeof openStream> {
  return openStream(api.socketUrl(id), (text) => {
    const arrivedAt = performance.timeOrigin + performance.now();
    const [, timestamp] = /"kind":"MessageEvent"/.test(text) ? (/"timestamp":"([^"]+)"/.exec(text) ?? []) : [];
    if (timestamp !== undefined) onDelivery(arrivedAt - Date.parse(`${timestamp}Z`));
  });
}

/** To each conversation at another moment, as independent people would. */
async function speak(api: Api, ids: readonly string[], rounds: number): Promise<void> {
  await Promise.all(
    ids.map(async (id, index) => {
      await delay((index * PAUSE_MS) / ids.length);
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all([api.send(id, aLongText()), delay(PAUSE_MS)]);
      }
    }),
  );
}
