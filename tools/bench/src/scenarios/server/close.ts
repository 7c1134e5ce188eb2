import { endProcess } from '../../processes/node-process.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { untilFinished } from './until-finished.js';

const CONVERSATIONS = 100;
/** Milliseconds that the model lets the runs wait: longer than any end. */
const SILENCE_MS = 60_000;

export const close: Scenario = {
  name: 'close',
  how: 'A server with 100 conversations gets SIGTERM: each has an open shell with a process in the background and a run that waits for the model. From the signal to the end of the process.',
  metrics: [{ name: 'orderly end, 100 shells and waiting runs', unit: 'ms', target: atMost(4_500) }],
  runs: { quick: 2, full: 5 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, {
      dataDirectory: await context.newFolder(),
      llmUrl: llm.url,
    });
    await Promise.all(Array.from({ length: CONVERSATIONS }, () => keepWaiting(server)));
    const startedAt = performance.now();
    await endProcess(server.child, 'SIGTERM');
    return { 'orderly end, 100 shells and waiting runs': performance.now() - startedAt };
  },
};

async function keepWaiting({ api }: ServerProcess): Promise<void> {
  const id = await api.create();
  await untilFinished(api, id, { command: 'sleep 1000 &' });
  await api.send(id, JSON.stringify({ delayMs: SILENCE_MS }), true);
}
