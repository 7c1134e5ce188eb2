import { setTimeout as delay } from 'node:timers/promises';
import { lower, type Comparison } from '../../comparison/comparison.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { forgetPeak, peakMiB, residentMiB } from '../../system/proc.js';

/** Writes lines as fast as anybody takes them, 400 MB at most, and for no more than eight seconds. */
const COMMAND = 'timeout 8 yes "a line of a command that has a lot to say about nothing" | head -c 400000000';
const SECONDS = 10;
/** Milliseconds for which `/health` is asked. */
const PROBED_MS = 5_000;

export const flood: Comparison = {
  name: 'flood',
  how: 'A command of `/api/bash` writes as fast as it can: `/health` for five seconds from its start, and by how much memory grows.',
  metrics: [lower('`/health` p99 under a flood of output', 'ms'), lower('memory grown by a flood of output', 'MiB')],
  patience: 120,
  async measure(context, contender) {
    const { api, pid } = await contender.start(context, { dataDirectory: await context.newFolder() });
    forgetPeak(pid);
    const before = residentMiB(pid);
    const { healthP99 } = await underHealthProbe(context, api.url, async () => {
      await api.startCommand(COMMAND, SECONDS);
      await delay(PROBED_MS);
    });
    return {
      '`/health` p99 under a flood of output': healthP99,
      'memory grown by a flood of output': peakMiB(pid) - before,
    };
  },
};
