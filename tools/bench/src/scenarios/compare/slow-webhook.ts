import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BenchContext } from '../../bench-context.js';
import { lower, type Comparison } from '../../comparison/comparison.js';
import { LlmProcess } from '../../processes/llm-process.js';
import { median } from '../../statistics.js';
import { untilFinished } from '../server/until-finished.js';

/** Milliseconds before a post is answered. */
const ANSWER_MS = 1_000;
const STEPS = 40;

export const slowWebhook: Comparison = {
  name: 'slow-webhook',
  how: 'A run of 40 steps with a model that answers at once, while a receiver of webhooks takes a second for each post: the median of what a step costs beside the model.',
  metrics: [lower('step with a slow webhook', 'ms')],
  patience: 120,
  async measure(context, contender) {
    const llm = await LlmProcess.start(context);
    const environment = {
      OH_WEBHOOKS_0_BASE_URL: await startReceiver(context),
      OH_WEBHOOKS_0_EVENT_BUFFER_SIZE: '1',
    };
    const dataDirectory = await context.newFolder();
    const { api } = await contender.start(context, { dataDirectory, llmUrl: llm.url, environment });
    await untilFinished(api, await api.create(), { steps: STEPS });
    await llm.take();
    await untilFinished(api, await api.create(), { steps: STEPS });
    return { 'step with a slow webhook': median((await llm.take()).gapsMs) };
  },
};

async function startReceiver(context: BenchContext): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.writeHead(200).end(), ANSWER_MS).unref());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
