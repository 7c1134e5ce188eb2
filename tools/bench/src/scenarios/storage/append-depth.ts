import { anEvent, claimed, newDatabase } from '../../data/storage.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { median } from '../../statistics.js';
import { timedAppends } from './timed-appends.js';

const DEEP = 10_000;
const SAMPLES = 300;

export const appendDepth: Scenario = {
  name: 'append-depth',
  how: 'Medians of 300 appends to a log of 10 000 events and to one of 10, taken in turns in one database.',
  metrics: [{ name: 'append at event 10 000 against event 10', unit: '×', target: atMost(1.2) }],
  runs: { quick: 3, full: 7 },
  async measure(context): Promise<Measured> {
    const storage = await newDatabase(context);
    const [deep, shallow] = [await claimed(storage), await claimed(storage)];
    const history = Array.from({ length: DEEP }, anEvent);
    for (let at = 0; at < DEEP; at += 500) {
      await storage.events.append({ ...deep, events: history.slice(at, at + 500) });
    }
    await timedAppends(storage, shallow, 10);

    const times = { deep: [] as number[], shallow: [] as number[] };
    for (let index = 0; index < SAMPLES; index += 1) {
      times.deep.push(...(await timedAppends(storage, deep, 1)));
      times.shallow.push(...(await timedAppends(storage, shallow, 1)));
    }
    return { 'append at event 10 000 against event 10': median(times.deep) / median(times.shallow) };
  },
};
