import { lower, higher, type Comparison } from '../../comparison/comparison.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { median } from '../../statistics.js';
import type { AgentServerApi } from '../../wire/agent-server-api.js';
import { untilFinished } from '../server/until-finished.js';

/** Few: the steps of a server that reads everything again in each are long. */
const STEPS = 10;
const DEEP = 2_000;
/** Seconds for telling a conversation its messages. */
const TELLING_S = 120;

export const stepsAlike: Comparison = {
  name: 'steps',
  how: `Runs of ${STEPS} thoughts with a model that answers at once, in a new conversation and in one that was told ${DEEP} messages before: medians of what a step costs beside the model. The messages are sent one after the other, for so many seconds at most.`,
  metrics: [
    higher(`of ${DEEP} messages taken in ${TELLING_S} s`, ''),
    higher('steps a second, new conversation', ''),
    higher('steps a second, after 2 000 events', ''),
    lower('a step after 2 000 events against one in a new conversation', '×'),
  ],
  patience: 300,
  async measure(context, contender) {
    const llm = await LlmProcess.start(context);
    const dataDirectory = await context.newFolder();
    const { api } = await contender.start(context, { dataDirectory, llmUrl: llm.url });
    await stepMs(llm, api, await api.create());
    const early = await stepMs(llm, api, await api.create());
    const deep = await api.create();
    const told = await tell(api, deep);
    const result = {
      [`of ${DEEP} messages taken in ${TELLING_S} s`]: told,
      'steps a second, new conversation': 1_000 / early,
    };
    if (told < DEEP) return result;

    const late = await stepMs(llm, api, deep);
    return {
      ...result,
      'steps a second, after 2 000 events': 1_000 / late,
      'a step after 2 000 events against one in a new conversation': late / early,
    };
  },
};

/** @returns how many messages were taken in time */
async function tell(api: AgentServerApi, id: string): Promise<number> {
  const until = performance.now() + TELLING_S * 1_000;
  let told = 0;
  for (; told < DEEP && performance.now() < until; told += 1) await api.send(id, `Message number ${told} of many`);
  return told;
}

async function stepMs(llm: LlmProcess, api: AgentServerApi, id: string): Promise<number> {
  await llm.take();
  await untilFinished(api, id, { steps: STEPS });
  const { gapsMs } = await llm.take();
  if (gapsMs.length < STEPS) throw new Error(`Of ${STEPS} steps ${gapsMs.length} were made.`);
  return median(gapsMs);
}
