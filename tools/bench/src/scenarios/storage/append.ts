import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchContext } from '../../bench-context.js';
import { anEvent, claimed, newDatabase } from '../../data/storage.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { percentile } from '../../statistics.js';
import { timedAppends } from './timed-appends.js';

const WARM_UP = 300;

export const append: Scenario = {
  name: 'append',
  how: 'One conversation, one event of 1.4 kB at a time: from the call of append to its answer after fsync.',
  metrics: [
    { name: 'durable append, p50', unit: 'ms', target: atMost(0.3) },
    { name: 'durable append, p99', unit: 'ms', target: atMost(5) },
    { name: 'bare write and fsync of as many bytes, p50', unit: 'ms' },
  ],
  runs: { quick: 3, full: 9 },
  async measure(context): Promise<Measured> {
    const count = context.amount(2_000, 5_000);
    const storage = await newDatabase(context);
    const writer = await claimed(storage);
    await timedAppends(storage, writer, WARM_UP);
    const times = await timedAppends(storage, writer, count);
    return {
      'durable append, p50': percentile(times, 0.5),
      'durable append, p99': percentile(times, 0.99),
      'bare write and fsync of as many bytes, p50': percentile(await bareWrites(context, 500), 0.5),
    };
  },
};

/** What the disk itself takes for the same bytes, in a file of its own. */
async function bareWrites(context: BenchContext, count: number): Promise<number[]> {
  const file = await open(join(await context.newFolder(), 'bare'), 'a');
  const bytes = Buffer.from(JSON.stringify(anEvent()));
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await file.write(bytes);
    await file.datasync();
    times.push(performance.now() - startedAt);
  }
  await file.close();
  return times;
}
