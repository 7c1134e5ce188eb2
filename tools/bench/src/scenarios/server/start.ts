import type { BenchContext } from '../../bench-context.js';
import { fillWithConversations } from '../../data/fill.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { residentMiB } from '../../system/proc.js';

export const start: Scenario = {
  name: 'start',
  how: 'From spawn to the line that says the server is ready, with no data and with 10 000 conversations; then its memory.',
  metrics: [
    { name: 'spawn to ready, empty', unit: 'ms', target: atMost(500) },
    { name: 'spawn to ready, 10 000 conversations', unit: 'ms', target: atMost(1_000) },
    { name: 'RSS when ready, empty', unit: 'MiB', target: atMost(200) },
    { name: 'RSS when ready, 10 000 conversations', unit: 'MiB', target: atMost(200) },
  ],
  runs: { quick: 3, full: 9 },
  async measure(context): Promise<Measured> {
    const empty = await started(context, await context.newFolder());
    const folder = await context.newFolder();
    await fillWithConversations(folder, 10_000);
    const filled = await started(context, folder);
    return {
      'spawn to ready, empty': empty.readyAfterMs,
      'spawn to ready, 10 000 conversations': filled.readyAfterMs,
      'RSS when ready, empty': empty.rss,
      'RSS when ready, 10 000 conversations': filled.rss,
    };
  },
};

async function started(context: BenchContext, dataDirectory: string): Promise<{ readyAfterMs: number; rss: number }> {
  const server = await ServerProcess.start(context, { dataDirectory });
  const rss = residentMiB(server.pid);
  await server.kill();
  return { readyAfterMs: server.readyAfterMs, rss };
}
