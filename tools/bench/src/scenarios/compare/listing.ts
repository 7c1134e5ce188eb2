import { lower, type Comparison } from '../../comparison/comparison.js';
import { percentile } from '../../statistics.js';

const PAGE = 50;
const REQUESTS = 50;

/** The list among so many conversations. */
export function listing(count: number): Comparison {
  const page = `first page of ${PAGE} among ${count}, p95`;
  const start = `start with ${count} conversations`;
  return {
    name: `list-${count}`,
    how: `A server starts with ${count} idle conversations, written in its own form beforehand, and is asked ${REQUESTS} times for the first ${PAGE}.`,
    metrics: [lower(start, 'ms'), lower(page, 'ms')],
    patience: 240,
    async measure(context, contender) {
      const dataDirectory = await context.newFolder();
      await contender.fill(context, dataDirectory, count);
      const { api, readyAfterMs } = await contender.start(context, { dataDirectory });
      const found = await api.countConversations();
      if (found !== count) throw new Error(`Of ${count} conversations ${found} were found.`);
      const times: number[] = [];
      for (let asked = 0; asked < REQUESTS; asked += 1) {
        const askedAt = performance.now();
        const length = await api.list(PAGE);
        times.push(performance.now() - askedAt);
        if (length !== PAGE) throw new Error(`The page had ${length} conversations.`);
      }
      return { [start]: readyAfterMs, [page]: percentile(times, 0.95) };
    },
  };
}
