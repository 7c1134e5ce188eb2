import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';

export const restart: Scenario = {
  name: 'restart',
  how: 'A server is killed with -9 amid a run and started again: from the kill to the next request that the run makes to the model.',
  metrics: [{ name: 'kill -9 and restart to the run going on', unit: 'ms', target: atMost(3_000) }],
  runs: { quick: 3, full: 15 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const options = { dataDirectory: await context.newFolder(), llmUrl: llm.url };
    const first = await ServerProcess.start(context, options);
    await first.api.send(await first.api.create(), JSON.stringify({ steps: 10_000, delayMs: 50 }), true);
    for (let request = 0; request < 5; request += 1) await llm.nextRequest();

    const killedAt = performance.now();
    await first.kill();
    const goesOn = llm.nextRequest();
    await ServerProcess.start(context, options);
    await goesOn;
    return { 'kill -9 and restart to the run going on': performance.now() - killedAt };
  },
};
