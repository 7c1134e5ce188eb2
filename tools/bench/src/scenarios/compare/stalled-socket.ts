import { setTimeout as delay } from 'node:timers/promises';
import { higher, lower, type Comparison } from '../../comparison/comparison.js';
import { forgetPeak, peakMiB, residentMiB } from '../../system/proc.js';
import { percentile } from '../../statistics.js';
import { openStream } from '../../wire/event-stream.js';
import { Deliveries } from './deliveries.js';
import { inTurns } from './in-turns.js';

const MESSAGES = 1_500;
const TEXT = 'a message of the bench '.padEnd(50_000, '.');
/** Milliseconds for messages and their arrival. */
const TIME_MS = 60_000;

export const stalledSocket: Comparison = {
  name: 'stalled-socket',
  how: `One of two readers of a conversation takes nothing from its socket while ${MESSAGES} messages of 50 kB come in, for a minute at most: what the other reader gets, and by how much memory grows.`,
  metrics: [
    higher('messages that the other reader gets', ''),
    lower('delivery to the other reader, p99', 'ms'),
    lower('memory grown beside a stalled socket', 'MiB'),
  ],
  patience: 180,
  async measure(context, contender) {
    const { api, pid } = await contender.start(context, { dataDirectory: await context.newFolder() });
    const id = await api.create();
    const stalled = await openStream(api.socketUrl(id), () => undefined);
    context.defer(() => stalled.terminate());
    stalled.pause();
    const deliveries = new Deliveries(MESSAGES);
    await deliveries.watch(context, api.socketUrl(id));
    forgetPeak(pid);
    const before = residentMiB(pid);
    const until = performance.now() + TIME_MS;
    const sending = inTurns(MESSAGES, async () => {
      if (performance.now() < until) await api.send(id, TEXT);
    });
    // A server that waits for the stalled reader may never answer again.
    sending.catch(() => undefined);
    await Promise.race([Promise.all([sending, deliveries.all]), delay(TIME_MS)]);
    return {
      'messages that the other reader gets': deliveries.times.length,
      ...(deliveries.times.length > 0 && {
        'delivery to the other reader, p99': percentile(deliveries.times, 0.99),
      }),
      'memory grown beside a stalled socket': peakMiB(pid) - before,
    };
  },
};
