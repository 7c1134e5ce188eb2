import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const FORK = '99999999-2222-4333-8444-555555555555';

let server: TestServer;
let id: string;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), llm: ScriptedLlm.always(say('Hello.')) });
  id = (await server.engine.create({})).view.record.id;
  await send('first');
});
afterEach(() => server.close());

function send(text: string): Promise<void> {
  return server.engine.send(id, { content: [{ type: 'text', text }], run: false });
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(`${server.agentServerUrl}/api/conversations/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function messages(of: string): Promise<AnyJson[]> {
  return (await call('GET', `${of}/events/search?kind=MessageEvent`)).body.items;
}

describe('forking', () => {
  it('answers 201 with the new conversation, also without a body', async () => {
    const { status, body } = await call('POST', `${id}/fork`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      execution_status: 'idle',
      title: null,
      forked_from_conversation_id: id,
      forked_from_event_id: null,
    });
    expect(await messages(body.id)).toEqual(await messages(id));
  });

  it('needs no body, and no type for it either', async () => {
    const response = await fetch(`${server.agentServerUrl}/api/conversations/${id}/fork`, { method: 'POST' });
    expect(response.status).toBe(201);
  });

  it('takes its id, title, tags and the event to begin from', async () => {
    const [first] = await messages(id);
    await send('second');
    const request = { id: FORK, title: 'Branch', tags: { team: 'a' }, from_event_id: first.id };

    const { body } = await call('POST', `${id}/fork`, request);

    expect(body).toMatchObject({
      id: FORK,
      title: 'Branch',
      tags: { team: 'a' },
      leaf_event_id: first.id,
      forked_from_event_id: first.id,
    });
    expect(await messages(FORK)).toEqual([first]);
    expect((await call('POST', `${id}/fork`, request)).status).toBe(409);
  });

  it.each([
    [UNKNOWN, {}, 404],
    ['', { from_event_id: 'nothing' }, 404],
    ['', { id: 'no uuid' }, 422],
    ['', { tags: { 'Not a tag': 'x' } }, 422],
  ])('refuses %s with %j', async (of, body, status) => {
    expect((await call('POST', `${of || id}/fork`, body)).status).toBe(status);
  });
});

describe('navigating', () => {
  it('goes back to an event, whose last words are then the newest', async () => {
    await server.engine.send(id, { content: [{ type: 'text', text: 'answer me' }], run: true });
    await untilStatus('finished');
    const [first] = await messages(id);

    const { status, body } = await call('POST', `${id}/navigate`, { event_id: first.id });

    expect(status).toBe(200);
    expect(body.leaf_event_id).toBe(first.id);
    expect((await call('GET', `${id}/agent_final_response`)).body).toEqual({ response: '' });
    expect((await call('POST', `${id}/navigate`, {})).body.leaf_event_id).toBeNull();
  });

  it.each([
    [UNKNOWN, { event_id: null }],
    ['', { event_id: 'nothing' }],
  ])('does not know %s with %j', async (of, body) => {
    expect((await call('POST', `${of || id}/navigate`, body)).status).toBe(404);
  });
});

async function untilStatus(status: string): Promise<void> {
  const deadline = AbortSignal.timeout(15_000);
  while ((await call('GET', id)).body.execution_status !== status) deadline.throwIfAborted();
}
