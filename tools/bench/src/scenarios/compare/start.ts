import { lower, type Comparison } from '../../comparison/comparison.js';
import { residentMiB } from '../../system/proc.js';

export const startAlike: Comparison = {
  name: 'start',
  how: 'From spawn to ready, with no data; then the memory of the process.',
  metrics: [lower('spawn to ready', 'ms'), lower('RSS when ready', 'MiB')],
  patience: 240,
  async measure(context, contender) {
    const { pid, readyAfterMs } = await contender.start(context, { dataDirectory: await context.newFolder() });
    return { 'spawn to ready': readyAfterMs, 'RSS when ready': residentMiB(pid) };
  },
};
