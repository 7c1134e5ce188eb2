import { LlmProcess } from '../../processes/llm-process.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { median } from '../../statistics.js';
import { processorMs } from '../../system/proc.js';
import type { Api } from '../../wire/api.js';
import { watchForEnd } from './until-finished.js';

const RUNS = 200;
/** Nine thoughts and the closing answer. */
const SCRIPT = { steps: 9, delayMs: 100 };
const STEPS = SCRIPT.steps + 1;

export const concurrentRuns: Scenario = {
  name: 'concurrent-runs',
  how: '200 runs of ten steps with a model that takes 0.1 s a reply, from the first message to the last finish, against one such run.',
  metrics: [
    { name: 'one run', unit: 'ms' },
    { name: '200 runs at once', unit: 'ms' },
    { name: '200 runs against one', unit: '×', target: atMost(1.5) },
    { name: 'processor time of a step, 200 runs', unit: 'ms' },
    { name: '`/health` p99 under 200 runs', unit: 'ms', target: atMost(20) },
  ],
  runs: { quick: 2, full: 5 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, {
      dataDirectory: await context.newFolder(),
      llmUrl: llm.url,
    });
    await runsAtOnce(server.api, 20);
    const alone = [await runsAtOnce(server.api, 1), await runsAtOnce(server.api, 1), await runsAtOnce(server.api, 1)];
    const before = processorMs(server.pid);
    const { result: together, healthP99 } = await underHealthProbe(context, server.url, () =>
      runsAtOnce(server.api, RUNS),
    );
    return {
      'one run': median(alone),
      '200 runs at once': together,
      '200 runs against one': together / median(alone),
      'processor time of a step, 200 runs': (processorMs(server.pid) - before) / RUNS / STEPS,
      '`/health` p99 under 200 runs': healthP99,
    };
  },
};

/** Milliseconds from the first message to the last finish. */
async function runsAtOnce(api: Api, count: number): Promise<number> {
  const ids = await Promise.all(Array.from({ length: count }, () => api.create()));
  const watches = await Promise.all(ids.map((id) => watchForEnd(api, id)));
  const startedAt = performance.now();
  await Promise.all(ids.map((id) => api.send(id, JSON.stringify(SCRIPT), true)));
  await Promise.all(watches.map(({ finished }) => finished));
  return performance.now() - startedAt;
}
