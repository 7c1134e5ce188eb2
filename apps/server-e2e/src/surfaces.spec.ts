import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkedFetch } from './harness/checked-fetch.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let stage: Stage;
let server: ServerProcess;
let id: string;

beforeAll(async () => {
  stage = await Stage.set();
  server = await stage.startServer();
  id = (await stage.clientOf(server).newConversation()).conversation_id;
});
afterAll(() => stage.strike());

async function call(
  method: string,
  url: string,
  body?: string,
  type = 'application/json',
): Promise<{ status: number; body: unknown }> {
  const init = { method, headers: { 'content-type': type }, ...(body !== undefined && { body }) };
  const response = await checkedFetch(url, init);
  return { status: response.status, body: await response.json() };
}

describe('two ports', () => {
  it('show the same conversation', async () => {
    const message = '{"content":[{"type":"text","text":"over the other port"}]}';
    expect(await call('POST', `${server.agentServerUrl}/api/conversations/${id}/events`, message)).toEqual({
      status: 200,
      body: { success: true },
    });
    for (const origin of [server.url, server.agentServerUrl, `${server.url}/agent-server`]) {
      expect((await call('GET', `${origin}/api/conversations/${id}/events/count?kind=MessageEvent`)).body).toBe(1);
    }
  });

  it('have a document and signs of life of their own', async () => {
    expect((await call('GET', `${server.url}/health`)).body).toBe('OK');
    expect((await call('GET', `${server.agentServerUrl}/health`)).body).toEqual({ status: 'ok' });
    expect((await call('GET', `${server.url}/openapi.json`)).body).toMatchObject({
      info: { title: 'OpenHands', version: '0.53.0' },
    });
    expect((await call('GET', `${server.agentServerUrl}/openapi.json`)).body).toMatchObject({
      info: { title: 'OpenHands Agent Server' },
    });
    for (const origin of [server.url, server.agentServerUrl]) {
      const page = await (await fetch(`${origin}/docs`)).text();
      for (const [, asset] of page.matchAll(/(?:href|src)="\.([^"]+)"/g))
        expect((await fetch(origin + asset)).status).toBe(200);
    }
  });
});

describe('bad input', () => {
  const cases: [name: string, path: string, body: string, status: number][] = [
    ['broken JSON', '', '{', 422],
    ['an unknown key', '', '{"surprise":1}', 422],
    ['a key of every object', '', '{"__proto__":{"a":1}}', 422],
    ['a wrong type', '', '{"image_urls":"one"}', 422],
    ['a value outside of an enum', '', '{"git_provider":"svn"}', 422],
    ['a bad id', '', '{"conversation_id":"7"}', 422],
    ['deep nesting', '', '['.repeat(10_000), 422],
    ['a recording that is none', '', '{"replay_json":"[]"}', 422],
    ['a message without a model', '', '{"initial_user_msg":"hi"}', 400],
    ['a local repository', '', '{"repository":"/etc"}', 400],
    ['an MCP server of another scheme', '', '{"mcp_config":{"shttp_servers":["ftp://mcp.example"]}}', 422],
    ['a start of an unknown conversation', `/${UNKNOWN}/start`, '{}', 404],
    ['a start with a wrong provider', `/${UNKNOWN}/start`, '{"providers_set":["svn"]}', 422],
    ['a message to an unknown conversation', `/${UNKNOWN}/events`, '{}', 404],
    ['a message to no id', '/nope/events', '{}', 422],
    ['a message of the assistant', `/${UNKNOWN}/events`, '{"role":"assistant"}', 422],
    ['a run of an unknown conversation', `/${UNKNOWN}/run`, '', 404],
    ['a run of no id', '/nope/run', '', 422],
  ];
  it.each(cases)('%s is refused', async (_name, path, body, status) => {
    expect((await call('POST', `${server.url}/api/conversations${path}`, body)).status).toBe(status);
  });

  it('of ten megabytes is refused with a sentence', async () => {
    const answer = await call('POST', `${server.url}/api/conversations`, 'x'.repeat(10 * 1024 * 1024));
    expect(answer).toEqual({ status: 413, body: { detail: expect.stringContaining('larger') } });
  });

  it('is nothing but null for who only looks', async () => {
    for (const name of [UNKNOWN, 'nope']) {
      expect(await call('GET', `${server.url}/api/conversations/${name}`)).toEqual({ status: 200, body: null });
    }
  });
});
