import type { Storage } from '@openhands-nest/agent-ports';
import { fillWithConversations } from '../../data/fill.js';
import { openDatabase } from '../../data/storage.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { percentile } from '../../statistics.js';

const CONVERSATIONS = 10_000;
const PAGE = 50;
const SAMPLES = 300;

export const pages: Scenario = {
  name: 'pages',
  how: 'The first page of 50 and the one 9 900 deep among 10 000 conversations, in turns, as the storage lists them.',
  metrics: [
    { name: 'first page of 50 of 10 000, p95', unit: 'ms', target: atMost(20) },
    { name: 'deep page against the first, p95', unit: '×', target: atMost(1.5) },
  ],
  runs: { quick: 3, full: 5 },
  async measure(context): Promise<Measured> {
    const folder = await context.newFolder();
    const newestFirst = (await fillWithConversations(folder, CONVERSATIONS)).reverse();
    const storage = await openDatabase(folder);
    context.defer(() => storage.close());

    const times = { first: [] as number[], deep: [] as number[] };
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      times.first.push(await timedPage(storage, newestFirst[0]));
      times.deep.push(await timedPage(storage, newestFirst[9_900]));
    }
    const first = percentile(times.first, 0.95);
    return {
      'first page of 50 of 10 000, p95': first,
      'deep page against the first, p95': percentile(times.deep, 0.95) / first,
    };
  },
};

/** Milliseconds. @throws Error when the page does not begin where it should */
async function timedPage({ conversations }: Storage, pageId: string | undefined): Promise<number> {
  const startedAt = performance.now();
  const { items } = await conversations.list({ limit: PAGE, ...(pageId !== undefined && { pageId }) });
  const took = performance.now() - startedAt;
  if (items.length !== PAGE || items[0]?.id !== pageId)
    throw new Error('A page of conversations is not what it should be.');
  return took;
}
