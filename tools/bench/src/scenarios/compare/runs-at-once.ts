import { setTimeout as delay } from 'node:timers/promises';
import { higher, lower, type Comparison } from '../../comparison/comparison.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { LlmProcess, type ModelScript } from '../../processes/llm-process.js';
import { residentMiB } from '../../system/proc.js';
import type { AgentServerApi } from '../../wire/agent-server-api.js';
import { untilFinished, watchForEnd } from '../server/until-finished.js';
import { inTurns } from './in-turns.js';

const KIB_PER_MIB = 1024;
/** Two thoughts and the closing answer, of 0.1 s each. */
const SCRIPT: ModelScript = { steps: 2, delayMs: 100 };
/** Seconds that all runs together may take. */
const TIME_S = 120;

/** So many conversations that run at the same time, and what they leave behind. */
export function runsAtOnce(count: number): Comparison {
  const finished = `of ${count} runs finished in ${TIME_S} s`;
  const time = `${count} runs at once`;
  const health = `\`/health\` p99 under ${count} runs`;
  const memory = `memory of a conversation, after ${count} runs`;
  return {
    name: `${count}-runs`,
    how: `${count} runs of three steps with a model that takes 0.1 s a reply, from the first message to the last finish. The memory is what the process has grown by since it had had one run, for each conversation.`,
    metrics: [higher(finished, ''), lower(time, 'ms'), lower(health, 'ms'), lower(memory, 'KiB')],
    patience: 3 * TIME_S,
    async measure(context, contender) {
      const llm = await LlmProcess.start(context);
      const dataDirectory = await context.newFolder();
      const { api, pid } = await contender.start(context, { dataDirectory, llmUrl: llm.url });
      await untilFinished(api, await api.create(), SCRIPT);
      const before = residentMiB(pid);
      const ids = await inTurns(count, () => api.create());
      const { result, healthP99 } = await underHealthProbe(context, api.url, () => runAll(api, ids));
      return {
        [finished]: result.finished,
        [health]: healthP99,
        [memory]: ((residentMiB(pid) - before) * KIB_PER_MIB) / count,
        ...(result.finished === count && { [time]: result.tookMs }),
      };
    },
  };
}

async function runAll(api: AgentServerApi, ids: readonly string[]): Promise<{ finished: number; tookMs: number }> {
  const watches = await Promise.all(ids.map((id) => watchForEnd(api, id)));
  let finished = 0;
  const startedAt = performance.now();
  const all = Promise.all([
    ...ids.map((id) => api.send(id, JSON.stringify(SCRIPT), true)),
    ...watches.map((watch) => watch.finished.then(() => (finished += 1))),
  ]);
  // Those that come too late fail when everything is put away.
  all.catch(() => undefined);
  await Promise.race([all, delay(TIME_S * 1_000)]);
  return { finished, tookMs: performance.now() - startedAt };
}
