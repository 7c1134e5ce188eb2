import { setTimeout as delay } from 'node:timers/promises';
import { higher, lower, type Comparison } from '../../comparison/comparison.js';
import type { BenchContext } from '../../bench-context.js';
import { aLongText } from '../../data/storage.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { percentile } from '../../statistics.js';
import type { AgentServerApi } from '../../wire/agent-server-api.js';
import { Deliveries } from './deliveries.js';
import { inTurns } from './in-turns.js';

const SOCKETS_EACH = 25;
const CONVERSATIONS = 4;
const MESSAGES = 50;
/** Milliseconds between two messages to one conversation. */
const PAUSE_MS = 200;
/** Milliseconds for messages and their arrival. */
const TIME_MS = 45_000;

export const watchers: Comparison = {
  name: 'watchers',
  how: 'Four conversations of 25 sockets get five messages of 1.4 kB a second each, for ten seconds: from the time in the event to its arrival, and `/health` meanwhile.',
  metrics: [
    higher('deliveries that arrive in 45 s', ''),
    lower('`/health` p99 while 100 sockets watch', 'ms'),
    lower('event to 100 sockets, p50', 'ms'),
    lower('event to 100 sockets, p99', 'ms'),
  ],
  patience: 240,
  async measure(context, contender) {
    const { api } = await contender.start(context, { dataDirectory: await context.newFolder() });
    const ids = await inTurns(CONVERSATIONS, () => api.create());
    const deliveries = new Deliveries(CONVERSATIONS * SOCKETS_EACH * MESSAGES);
    await Promise.all(ids.map((id) => watchOften(context, api, id, deliveries)));
    const { healthP99 } = await underHealthProbe(context, api.url, async () => {
      const speaking = Promise.all(ids.map((id) => speak(api, id)));
      await Promise.race([Promise.all([speaking, deliveries.all]), delay(TIME_MS)]);
    });
    return {
      'deliveries that arrive in 45 s': deliveries.times.length,
      '`/health` p99 while 100 sockets watch': healthP99,
      'event to 100 sockets, p50': percentile(deliveries.times, 0.5),
      'event to 100 sockets, p99': percentile(deliveries.times, 0.99),
    };
  },
};

async function watchOften(
  context: BenchContext,
  api: AgentServerApi,
  id: string,
  deliveries: Deliveries,
): Promise<void> {
  await Promise.all(Array.from({ length: SOCKETS_EACH }, () => deliveries.watch(context, api.socketUrl(id))));
}

async function speak(api: AgentServerApi, id: string): Promise<void> {
  for (let message = 0; message < MESSAGES; message += 1) {
    await Promise.all([api.send(id, aLongText()), delay(PAUSE_MS)]);
  }
}
