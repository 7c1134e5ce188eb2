import type { BenchContext } from '../../bench-context.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { requestsPerSecond } from '../../processes/http-load.js';
import { nextMessage, startNode } from '../../processes/node-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atLeast, atMost, type Measured, type Scenario } from '../../scenario.js';
import { entryFile } from '../../workspace.js';

export const getConversation: Scenario = {
  name: 'get-conversation',
  how: 'Ten connections ask for one conversation, with a session key; then for the same JSON on a bare Fastify route.',
  metrics: [
    { name: 'GET conversation with auth', unit: 'requests/s', target: atLeast(8_000) },
    { name: 'a bare Fastify route with the same answer', unit: 'requests/s' },
    { name: 'GET conversation against the bare route', unit: '×' },
    { name: '`/health` p99 under GETs', unit: 'ms', target: atMost(20) },
  ],
  runs: { quick: 3, full: 7 },
  async measure(context): Promise<Measured> {
    const seconds = context.amount(2, 5);
    const server = await ServerProcess.start(context, { dataDirectory: await context.newFolder() });
    const id = await server.api.create();
    const path = `/api/conversations/${id}`;
    const bare = await startBareRoute(context, await server.api.get(id));

    await requestsPerSecond(server.url + path, 1);
    const { result: served, healthP99 } = await underHealthProbe(context, server.url, () =>
      requestsPerSecond(server.url + path, seconds),
    );
    await requestsPerSecond(bare + path, 1);
    const { result: bareServed } = await underHealthProbe(context, server.url, () =>
      requestsPerSecond(bare + path, seconds),
    );
    return {
      'GET conversation with auth': served,
      'a bare Fastify route with the same answer': bareServed,
      'GET conversation against the bare route': served / bareServed,
      '`/health` p99 under GETs': healthP99,
    };
  },
};

async function startBareRoute(context: BenchContext, json: string): Promise<string> {
  const child = startNode(entryFile('bare-fastify'), context, { args: [json] });
  const { url } = await nextMessage<{ url: string }>(child);
  return url;
}
