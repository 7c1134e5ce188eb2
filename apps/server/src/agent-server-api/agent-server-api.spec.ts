import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { AnyJson } from '../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../__fixtures__/open-test-server.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const ID = '11111111-2222-4333-8444-555555555555';
const CONVERSATION = `/api/conversations/${ID}`;

let server: TestServer;
afterEach(() => server.close());

async function open(llm?: ScriptedLlm): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), ...(llm && { llm }) });
  await server.engine.create({ conversationId: ID });
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  origin = server.url,
): Promise<{ status: number; body: AnyJson }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(origin + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const get = (path: string): Promise<{ status: number; body: AnyJson }> => call('GET', path);
const text = (value: string): object => ({ content: [{ type: 'text', text: value }] });

describe('messages', () => {
  it('are on disk when they are answered, on either port and with either form of the id', async () => {
    await open();
    expect(await call('POST', `${CONVERSATION}/events`, text('one'))).toEqual({ status: 200, body: { success: true } });
    const hexPath = `/api/conversations/${ID.replaceAll('-', '')}/events`;
    expect((await call('POST', hexPath, text('two'), server.agentServerUrl)).status).toBe(200);
    expect((await call('POST', `/agent-server${hexPath}`, text('three'))).status).toBe(200);
    const { body } = await get(`${CONVERSATION}/events/search?kind=MessageEvent`);
    expect(body.items.map((event: AnyJson) => event.llm_message.content[0].text)).toEqual(['one', 'two', 'three']);
  });

  it('of other roles than user are refused', async () => {
    await open();
    for (const role of ['system', 'assistant', 'tool']) {
      const { status, body } = await call('POST', `${CONVERSATION}/events`, { role, ...text('x') });
      expect(status).toBe(422);
      expect(body.detail[0]).toMatchObject({ loc: ['body', 'role'], msg: expect.stringContaining('user') });
    }
    expect((await get(`${CONVERSATION}/events/count?source=user`)).body).toBe(0);
  });

  it('that shall run are refused whole when there is no model', async () => {
    await open();
    const { status, body } = await call('POST', `${CONVERSATION}/events`, { ...text('x'), run: true });
    expect(status).toBe(422);
    expect(body.detail).toEqual([
      {
        type: 'llm_not_configured',
        loc: ['server', 'LLM_MODEL'],
        msg: expect.stringContaining('LLM_MODEL'),
        input: null,
      },
    ]);
    expect((await get(`${CONVERSATION}/events/count?source=user`)).body).toBe(0);
  });

  it('to an unknown conversation are answered with 404, to a malformed id with 422', async () => {
    await open();
    const unknown = await call('POST', `/api/conversations/${UNKNOWN}/events`, text('x'));
    expect(unknown).toMatchObject({ status: 404, body: { detail: expect.stringContaining(UNKNOWN) } });
    expect((await call('POST', '/api/conversations/nope/events', text('x'))).status).toBe(422);
  });
});

describe('runs', () => {
  it('are refused while one is active', async () => {
    let finish: () => void = () => undefined;
    await open(ScriptedLlm.replying(waitFor(new Promise<void>((resolve) => (finish = resolve)), say('done'))));
    await call('POST', `${CONVERSATION}/events`, text('go'));
    expect(await call('POST', `${CONVERSATION}/run`)).toEqual({ status: 200, body: { success: true } });
    const second = await call('POST', `${CONVERSATION}/run`, {});
    expect(second).toMatchObject({ status: 409, body: { detail: expect.any(String) } });
    expect((await call('POST', `${CONVERSATION}/interrupt`)).status).toBe(200);
    finish();
    expect((await get(`${CONVERSATION}/events/count?kind=InterruptEvent`)).body).toBe(1);
  });

  it('answer unknown conversations, malformed ids and a missing model as the protocol says', async () => {
    await open();
    expect((await call('POST', `/api/conversations/${UNKNOWN}/run`)).status).toBe(404);
    const malformed = await call('POST', '/api/conversations/nope/run');
    expect(malformed.status).toBe(422);
    expect(malformed.body.detail[0]).toMatchObject({
      type: 'uuid_parsing',
      loc: ['path', 'conversation_id'],
      input: 'nope',
    });
    const withoutModel = await call('POST', `${CONVERSATION}/run`);
    expect(withoutModel.body.detail[0]).toMatchObject({ type: 'llm_not_configured', loc: ['server', 'LLM_MODEL'] });
    expect((await call('POST', `/api/conversations/${UNKNOWN}/pause`)).status).toBe(404);
    expect((await call('POST', `/api/conversations/${UNKNOWN}/interrupt`)).status).toBe(404);
  });
});

describe('queries of events', () => {
  async function openWithMessages(...texts: string[]): Promise<void> {
    await open();
    for (const value of texts) await call('POST', `${CONVERSATION}/events`, text(value));
  }

  it('page forward and backward', async () => {
    await openWithMessages('a', 'b', 'c');
    const words = (body: AnyJson): string[] => body.items.map((event: AnyJson) => event.llm_message.content[0].text);
    const query = `${CONVERSATION}/events/search?kind=openhands.sdk.event.MessageEvent&limit=2`;
    const first = (await get(query)).body;
    const second = (await get(`${query}&page_id=${first.next_page_id}`)).body;
    expect([words(first), words(second), second.next_page_id]).toEqual([['a', 'b'], ['c'], null]);
    expect(words((await get(`${query}&sort_order=TIMESTAMP_DESC`)).body)).toEqual(['c', 'b']);
  });

  it('filter by text, source and time, and count the same', async () => {
    await openWithMessages('apple', 'Pear');
    const [, pear] = (await get(`${CONVERSATION}/events/search?kind=MessageEvent`)).body.items;
    const count = async (query: string): Promise<number> => (await get(`${CONVERSATION}/events/count?${query}`)).body;
    expect(await count('body=PEAR')).toBe(1);
    expect(await count('source=agent&kind=MessageEvent')).toBe(0);
    expect(await count(`kind=MessageEvent&timestamp__gte=${pear.timestamp}Z`)).toBe(1);
    expect(await count(`kind=MessageEvent&timestamp__lt=${pear.timestamp}`)).toBe(1);
    expect(await count('kind=NoSuchKind')).toBe(0);
  });

  it('refuse what is out of range', async () => {
    await open();
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'sort_order=UP', 'timestamp__gte=yesterday']) {
      const { status, body } = await get(`${CONVERSATION}/events/search?${query}`);
      expect(status).toBe(422);
      expect(body.detail[0].loc).toEqual(['query', query.split('=')[0]]);
    }
    expect((await get(`/api/conversations/${UNKNOWN}/events/search`)).status).toBe(404);
    expect((await get(`/api/conversations/${UNKNOWN}/events/count?kind=NoSuchKind`)).status).toBe(404);
  });

  it('leave nulls out of pages and show them in single events', async () => {
    await openWithMessages('x');
    const [listed] = (await get(`${CONVERSATION}/events/search?kind=MessageEvent`)).body.items;
    const { body: single } = await get(`${CONVERSATION}/events/${listed.id}`);
    expect(JSON.stringify(listed)).not.toContain('null');
    expect(single).toMatchObject({ ...listed, kind: EventKind.Message, sender: null, critic_result: null });
    expect(single.llm_message).toMatchObject({ tool_calls: null, name: null });
    expect((await get(`${CONVERSATION}/events/none`)).status).toBe(404);
  });
});

describe('the rest', () => {
  it('tells what the server is, on its own port and below its prefix', async () => {
    await open();
    expect(await call('GET', '/health', undefined, server.agentServerUrl)).toEqual({
      status: 200,
      body: { status: 'ok' },
    });
    expect((await get('/health')).body).toBe('OK');
    expect((await get('/agent-server/ready')).body).toEqual({ status: 'ready' });
    const { body } = await call('GET', '/server_info', undefined, server.agentServerUrl);
    expect(body).toMatchObject({ version: '1.58.0', usable_tools: expect.arrayContaining(['terminal']) });
    // The two that the newest GUI looks for.
    expect(body.capabilities).toEqual(
      expect.arrayContaining(['conversation_runtime_routes_v1', 'profile_secret_scope_v1']),
    );
  });

  it('knows unknown paths from unknown methods', async () => {
    await open();
    expect(await get('/api/nowhere')).toEqual({ status: 404, body: { detail: 'Not Found' } });
    expect(await call('PUT', `${CONVERSATION}/run`, {})).toEqual({
      status: 405,
      body: { detail: 'Method Not Allowed' },
    });
  });

  it('serves each document and its page where it belongs', async () => {
    await open();
    expect((await get('/openapi.json')).body.info.title).toBe('OpenHands');
    expect((await call('GET', '/openapi.json', undefined, server.agentServerUrl)).body.info.title).toBe(
      'OpenHands Agent Server',
    );
    for (const origin of [server.url, server.agentServerUrl]) {
      expect(await (await fetch(`${origin}/docs`)).text()).toContain('./openapi.json');
      expect((await fetch(`${origin}/docs/swagger-ui.css`)).status).toBe(200);
    }
  });
});
