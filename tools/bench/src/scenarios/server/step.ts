import { fillWithEvents, manySteps } from '../../data/fill.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { median } from '../../statistics.js';
import { processorMs } from '../../system/proc.js';
import type { Api } from '../../wire/api.js';
import { untilFinished } from './until-finished.js';

const WARM_UP_RUNS = 4;
const DEEP = 2_000;
/** Too few for a conversation to be condensed: the scripted model reads in its replies how far it has come. */
const STEPS = 40;

export const step: Scenario = {
  name: 'step',
  how: 'Between the end of one reply and the beginning of the next request, as the scripted model sees it: a call read and committed, a thought carried out, its answer committed, the next request built. Medians of 40 steps.',
  metrics: [
    { name: 'overhead of a step at step 10', unit: 'ms', target: atMost(3) },
    { name: 'bare round trip to the scripted model', unit: 'ms' },
    { name: 'processor time of a step', unit: 'ms' },
    { name: 'overhead of a step at step 2 000', unit: 'ms' },
    { name: 'step 2 000 against step 10', unit: '×', target: atMost(1.2) },
  ],
  runs: { quick: 3, full: 7 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const dataDirectory = await context.newFolder();
    const deep = await fillWithEvents(dataDirectory, manySteps(DEEP));
    const server = await ServerProcess.start(context, { dataDirectory, llmUrl: llm.url });
    for (let run = 0; run < WARM_UP_RUNS; run += 1)
      await untilFinished(server.api, await server.api.create(), { steps: STEPS });

    const before = processorMs(server.pid);
    const early = await overhead(llm, server.api, await server.api.create());
    const processor = (processorMs(server.pid) - before) / STEPS;
    const late = await overhead(llm, server.api, deep);
    return {
      'overhead of a step at step 10': early,
      'bare round trip to the scripted model': await bareRoundTrip(llm.url),
      'processor time of a step': processor,
      'overhead of a step at step 2 000': late,
      'step 2 000 against step 10': late / early,
    };
  },
};

/** Milliseconds. */
async function overhead(llm: LlmProcess, api: Api, id: string): Promise<number> {
  await llm.take();
  await untilFinished(api, id, { steps: STEPS });
  return median((await llm.take()).gapsMs);
}

/** Milliseconds of a request with nothing to say, from this process. */
async function bareRoundTrip(llmUrl: string): Promise<number> {
  const body = JSON.stringify({
    model: 'scripted',
    stream: true,
    messages: [{ role: 'user', content: '{"steps":1}' }],
  });
  const times: number[] = [];
  for (let call = 0; call < 100; call += 1) {
    const startedAt = performance.now();
    const response = await fetch(`${llmUrl}/chat/completions`, { method: 'POST', body });
    await response.text();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}
