import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
  await server.engine.create({ conversationId: ID });
  for (const text of ['one', 'two', 'three']) {
    await server.engine.send(ID, { content: [{ type: 'text', text }], run: false });
  }
});
afterEach(() => server.close());

async function get(path: string): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(`${server.url}/api/conversations/${toHexId(ID)}/${path}`);
  return { status: response.status, body: await response.json() };
}

/** With a body, which fetch does not send with a GET. */
function getWithBody(path: string, body: unknown): Promise<AnyJson> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}/api/conversations/${toHexId(ID)}/${path}`, { headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
      response.on('end', () => resolve(JSON.parse(answer)));
    });
    sent.on('error', reject).end(text);
  });
}

const idsOf = (body: AnyJson): number[] => body.events.map((event: AnyJson) => event.id as number);
const typesOf = (events: readonly AnyJson[]): string[] =>
  events.map(({ action, observation }) => action ?? observation);

describe('GET …/events', () => {
  it('shows all of them, in order', async () => {
    const { status, body } = await get('events');
    expect(status).toBe(200);
    expect(typesOf(body.events)).toEqual([
      'agent_state_changed',
      'agent_state_changed',
      'system',
      'message',
      'recall',
      'recall',
      'message',
      'message',
    ]);
    expect(body.has_more).toBe(false);
  });

  it('pages over ranges, in both directions', async () => {
    const all = idsOf((await get('events')).body);
    const forward: number[] = [];
    let start = 0;
    for (let more = true; more; start = (forward.at(-1) as number) + 1) {
      const { body } = await get(`events?limit=3&start_id=${start}`);
      forward.push(...idsOf(body));
      more = body.has_more;
    }
    expect(forward).toEqual(all);
    const last = await get('events?limit=3&reverse=true');
    expect(idsOf(last.body)).toEqual(all.slice(-3).reverse());
    expect(last.body.has_more).toBe(true);
    const middle = await get(`events?start_id=${all[2]}&end_id=${all[4]}`);
    expect(idsOf(middle.body)).toEqual(all.slice(2, 5));
  });

  it('filters by a body', async () => {
    const users = await getWithBody('events', { source: 'user', query: 'TWO' });
    expect(users.events.map((event: AnyJson) => event.message)).toEqual(['two']);
    expect(idsOf(await getWithBody('events', { end_date: '2000' }))).toEqual([]);
    expect((await getWithBody('events', { exclude_hidden: 'perhaps' })).detail[0].loc).toEqual([
      'body',
      'exclude_hidden',
    ]);
  });

  it('knows its limits', async () => {
    for (const limit of [-1, 101]) {
      expect(await get(`events?limit=${limit}`)).toEqual({ status: 400, body: { detail: 'Invalid limit' } });
    }
    expect((await get('events?limit=0')).body).toEqual({ events: [], has_more: true });
    expect((await get('events?start_id=x')).status).toBe(422);
  });
});

describe('GET …/trajectory', () => {
  it('holds every event', async () => {
    const { body } = await get('trajectory');
    expect(body.trajectory).toEqual((await get('events?limit=100')).body.events);
  });

  it('can be replayed', async () => {
    const { body } = await get('trajectory');
    const answer = await fetch(`${server.url}/api/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replay_json: JSON.stringify(body.trajectory) }),
    });
    expect(answer.status).toBe(200);
    const { conversation_id: id } = (await answer.json()) as { conversation_id: string };
    const { record } = await server.engine.get(
      `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`,
    );
    expect(record.spec.replay?.map(({ userMessage }) => userMessage)).toEqual(['one', 'two', 'three']);
  });
});

describe('POST …/events', () => {
  async function post(body: unknown): Promise<{ status: number; body: AnyJson }> {
    const response = await fetch(`${server.url}/api/conversations/${toHexId(ID)}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  it('takes what a client of 0.53 would send over its socket', async () => {
    const paused = await post({ action: 'change_agent_state', args: { agent_state: 'paused' } });
    expect(paused).toEqual({ status: 200, body: { success: true } });
    // Without a model there is nothing to run it: a message that asks for a run is refused in words.
    const message = await post({ action: 'message', args: { content: 'four' } });
    expect([message.status, message.body.detail[0].msg]).toEqual([422, expect.stringContaining('LLM_MODEL')]);
    expect((await post({ action: 'run', args: { command: 'ls' } })).status).toBe(422);
    expect((await post({ action: 'change_agent_state', args: { agent_state: 'dancing' } })).status).toBe(422);
    const { body: unknown } = await post({ action: 'dance', args: {} });
    expect(unknown.detail[0].loc).toEqual(['body', 'action']);
    expect((await post({ action: 'change_agent_state', args: { agent_state: 'user_confirmed' } })).status).toBe(422);
  });

  it('takes messages of the Agent Server', async () => {
    const said = await post({ content: [{ type: 'text', text: 'five' }], run: false });
    expect(said).toEqual({ status: 200, body: { success: true } });
    const { events } = (await get('events')).body;
    expect(events.at(-1)).toMatchObject({ action: 'message', message: 'five' });
  });
});
