import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { McpHttpServer } from '@openhands-nest/testing/mcp';
import { answers } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import { Stage } from './harness/stage.js';

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
