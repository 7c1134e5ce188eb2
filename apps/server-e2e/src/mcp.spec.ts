import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { McpHttpServer } from '@openhands-nest/testing/mcp';
import { answers } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import { Stage } from './harness/stage.js';

const SEARCH_KEY = 'tvly-key-of-this-test';

let stage: Stage;
let web: McpHttpServer;
afterEach(async () => {
  await stage.strike();
  await web.close();
});

describe('a conversation with an MCP server', () => {
  it('is offered its tools and calls them', async () => {
    web = await new McpHttpServer('Bearer key-12345678').start();
    const call = { toolCalls: [{ name: 'echo', arguments: JSON.stringify({ text: 'from afar' }) }] };
    stage = await Stage.set([call, answers('It said: from afar.')]);
    const client = stage.clientOf(await stage.startServer());

    const { conversation_id: id } = await client.newConversation({
      initial_user_msg: 'Ask the server.',
      mcp_config: {
        sse_servers: [],
        stdio_servers: [],
        shttp_servers: [{ url: web.url('/mcp'), api_key: 'key-12345678' }],
      },
    });

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect((await observationsOf(client, id)).join('\n')).toContain('from afar');
  });
});

describe('a key for searching the web', () => {
  it('gives conversations the tools of the server that it is for, and is shown to nobody', async () => {
    web = await new McpHttpServer(`Bearer ${SEARCH_KEY}`).start();
    const call = { toolCalls: [{ name: 'echo', arguments: JSON.stringify({ text: 'found' }) }] };
    stage = await Stage.set([call, answers('Found.')]);
    const server = await stage.startServer({ SEARCH_MCP_URL: web.url('/mcp') });
    const saved = await fetch(`${server.url}/api/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ search_api_key: SEARCH_KEY }),
    });
    expect(saved.status).toBe(200);
    const client = stage.clientOf(server);

    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Search.' });

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect((await observationsOf(client, id)).join('\n')).toContain('found');
    const shown = await Promise.all(
      [`/api/conversations/${id}/trajectory`, '/api/settings'].map(async (path) =>
        (await fetch(server.url + path)).text(),
      ),
    );
    const { output } = await server.stop();
    expect([...shown, output, JSON.stringify(stage.model?.requests)].join()).not.toContain(SEARCH_KEY);
  });
});
