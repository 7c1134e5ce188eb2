import type { BenchContext } from '../bench-context.js';
import { percentile } from '../statistics.js';
import { entryFile } from '../workspace.js';
import { nextMessage, startNode } from './node-process.js';

/**
 * Asks for `/health` all the time, in a process of its own, while work is done.
 * Returns the p99 of the answers in milliseconds beside what the work returned.
 */
export async function underHealthProbe<T>(
  context: BenchContext,
  serverUrl: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly healthP99: number }> {
  const child = startNode(entryFile('health-probe'), context, { args: [`${serverUrl}/health`] });
  await nextMessage(child);
  const result = await work();
  const answer = nextMessage<{ latencies: number[] }>(child);
  child.send('stop');
  return { result, healthP99: percentile((await answer).latencies, 0.99) };
}
