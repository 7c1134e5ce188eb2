import { lower, type Comparison } from '../../comparison/comparison.js';
import { LlmProcess, type ModelScript } from '../../processes/llm-process.js';
import { untilFinished } from '../server/until-finished.js';

const CHILDREN = 8;
/** Of each sub-agent: two thoughts and an answer, of 0.2 s each. */
const CHILD_SCRIPT: ModelScript = { steps: 2, delayMs: 200 };
const WRITER = { name: 'writer', description: 'Writes.', system_prompt: 'You are a writer.' };
const TASK = { subagent_type: WRITER.name, description: 'Write', prompt: JSON.stringify(CHILD_SCRIPT) };

export const subAgents: Comparison = {
  name: 'sub-agents',
  how: `A run gives ${CHILDREN} sub-agents a task each in one reply; each asks a model three times that takes 0.2 s. From the message to the finish.`,
  metrics: [lower(`${CHILDREN} sub-agents`, 'ms')],
  patience: 120,
  async measure(context, contender) {
    const llm = await LlmProcess.start(context);
    const dataDirectory = await context.newFolder();
    const { api } = await contender.start(context, { dataDirectory, llmUrl: llm.url });
    await untilFinished(api, await api.create(), { steps: 1 });
    const id = await api.create({ tools: ['task_tool_set'], toolsAtOnce: CHILDREN, subAgents: [WRITER] });
    const startedAt = performance.now();
    await untilFinished(api, id, { tasks: Array.from({ length: CHILDREN }, () => TASK) });
    const took = performance.now() - startedAt;
    const { requests } = await llm.take();
    // Two of the run before, two of the parent.
    const asked = requests - 4;
    if (asked < CHILDREN * 3) throw new Error(`The sub-agents asked the model only ${asked} times.`);
    return { [`${CHILDREN} sub-agents`]: took };
  },
};
