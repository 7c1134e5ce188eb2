import { claimed, newDatabase } from '../../data/storage.js';
import { atLeast, type Measured, type Scenario } from '../../scenario.js';
import { timedAppends } from './timed-appends.js';

const CONVERSATIONS = 100;

export const appendThroughput: Scenario = {
  name: 'append-throughput',
  how: '100 conversations append at once, each one event of 1.4 kB at a time: all events over all the time.',
  metrics: [{ name: 'durable appends, 100 conversations', unit: 'events/s', target: atLeast(10_000) }],
  runs: { quick: 3, full: 9 },
  async measure(context): Promise<Measured> {
    const each = context.amount(100, 500);
    const storage = await newDatabase(context);
    const writers = await Promise.all(Array.from({ length: CONVERSATIONS }, () => claimed(storage)));
    await Promise.all(writers.map((writer) => timedAppends(storage, writer, 20)));
    const startedAt = performance.now();
    await Promise.all(writers.map((writer) => timedAppends(storage, writer, each)));
    const seconds = (performance.now() - startedAt) / 1_000;
    return { 'durable appends, 100 conversations': (CONVERSATIONS * each) / seconds };
  },
};
