import { lower, higher, type Comparison } from '../../comparison/comparison.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { median } from '../../statistics.js';
import type { AgentServerApi } from '../../wire/agent-server-api.js';
import { untilFinished } from '../server/until-finished.js';

/** Few: the steps of a server that reads everything again in each are long. */
const STEPS = 10;
const DEEP = 2_000;

export const stepsAlike: Comparison = {
  name: 'steps',
  how: `Runs of ${STEPS} thoughts with a model that answers at once, in a new conversation and in one that was told ${DEEP} messages before: medians of what a step costs beside the model.`,
  metrics: [
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
    // One after the other: each is answered when it is in the log.
    for (let message = 0; message < DEEP; message += 1) await api.send(deep, `Message number ${message} of many`);
    const late = await stepMs(llm, api, deep);
    return {
      'steps a second, new conversation': 1_000 / early,
      'steps a second, after 2 000 events': 1_000 / late,
      'a step after 2 000 events against one in a new conversation': late / early,
    };
  },
};

async function stepMs(llm: LlmProcess, api: AgentServerApi, id: string): Promise<number> {
  await llm.take();
  await untilFinished(api, id, { steps: STEPS });
  const { gapsMs } = await llm.take();
  if (gapsMs.length < STEPS) throw new Error(`Of ${STEPS} steps ${gapsMs.length} were made.`);
  return median(gapsMs);
}
