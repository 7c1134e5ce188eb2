import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { AppClient } from '../socket/__fixtures__/app-client.js';

const UNKNOWN = '0'.repeat(32);

let server: TestServer;
const clients: AppClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

async function open(environment: Record<string, string> = {}): Promise<void> {
  server = await openTestServer({
    storage: new InMemoryStorage(),
    llm: ScriptedLlm.always(say('Hello.')),
    environment,
  });
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(`${server.url}/api/conversations${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function created(): Promise<string> {
  return (await call('POST', '', {})).body.conversation_id as string;
}

async function connected(id: string): Promise<AppClient> {
  const client = AppClient.open(server.url, { conversation_id: id, latest_event_id: '-1' });
  clients.push(client);
  await client.untilState('awaiting_user_input');
  return client;
}

describe('POST …/stop', () => {
  it('ends a conversation, tells its status before, and sends its clients away', async () => {
    await open();
    const id = await created();
    const client = await connected(id);
    const ended = client.disconnected();

    const { status, body } = await call('POST', `/${id}/stop`);

    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      conversation_id: id,
      message: 'The conversation was stopped.',
      conversation_status: expect.stringMatching(/^(STARTING|RUNNING)$/),
    });
    expect(await ended).toBe('io server disconnect');
    expect((await call('GET', `/${id}`)).body).toMatchObject({ status: 'STOPPED', url: null });
    expect((await call('POST', `/${id}/stop`)).body).toMatchObject({ conversation_status: 'STOPPED' });
  });

  it.each([UNKNOWN, 'mine'])('takes %s, which does not exist, for a stopped one', async (id) => {
    await open();
    expect(await call('POST', `/${id}/stop`)).toEqual({
      status: 200,
      body: {
        status: 'ok',
        conversation_id: id,
        message: 'The conversation was not running.',
        conversation_status: 'STOPPED',
      },
    });
  });
});

describe('PATCH', () => {
  it('names a conversation, and tells its clients', async () => {
    await open();
    const id = await created();
    const client = await connected(id);
    expect(await call('PATCH', `/${id}`, { title: 'Ein Titel 🦊' })).toEqual({ status: 200, body: true });
    expect((await call('GET', `/${id}`)).body.title).toBe('Ein Titel 🦊');
    const received = await client.until((all) => all.some(({ conversation_title: title }) => title));
    expect(received.at(-1)).toEqual({
      status_update: true,
      type: 'info',
      message: id,
      conversation_title: 'Ein Titel 🦊',
    });
  });

  it('shows a blank title as none', async () => {
    await open();
    const id = await created();
    expect((await call('PATCH', `/${id}`, { title: '  ' })).status).toBe(200);
    expect((await call('GET', `/${id}`)).body.title).toBe(`Conversation ${id.slice(0, 5)}`);
  });

  it.each([
    [{}, 'missing'],
    [{ title: '' }, 'string_too_short'],
    [{ title: 'x'.repeat(201) }, 'string_too_long'],
    [{ title: 'x', colour: 'red' }, 'extra_forbidden'],
    [{ title: 7 }, 'string_type'],
  ])('refuses %j', async (body, type) => {
    await open();
    const answer = await call('PATCH', `/${await created()}`, body);
    expect(answer).toMatchObject({ status: 422, body: { detail: [{ type, loc: ['body', expect.any(String)] }] } });
  });

  it.each([UNKNOWN, 'mine'])('does not know %s', async (id) => {
    await open();
    expect(await call('PATCH', `/${id}`, { title: 'x' })).toEqual({
      status: 404,
      body: { status: 'error', message: expect.stringContaining('does not exist'), msg_id: 'CONVERSATION$NOT_FOUND' },
    });
  });
});

describe('DELETE', () => {
  it('removes a conversation once', async () => {
    await open();
    const id = await created();
    expect(await call('DELETE', `/${id}`)).toEqual({ status: 200, body: true });
    expect(await call('DELETE', `/${id}`)).toEqual({ status: 200, body: false });
    expect(await call('DELETE', '/mine')).toEqual({ status: 200, body: false });
    expect((await call('GET', `/${id}`)).body).toBeNull();
  });
});

describe('what the frontend asks of the machine', () => {
  it('has answers for a conversation that exists', async () => {
    await open();
    const id = await created();
    expect((await call('GET', `/${id}/config`)).body).toEqual({ runtime_id: null, session_id: id });
    expect((await call('GET', `/${id}/web-hosts`)).body).toEqual({ hosts: {} });
    expect((await call('GET', `/${id}/vscode-url`)).body).toEqual({ vscode_url: null });
    for (const path of ['config', 'web-hosts', 'vscode-url', 'trajectory', 'events']) {
      expect(await call('GET', `/${UNKNOWN}/${path}`)).toEqual({
        status: 404,
        body: { detail: `Conversation ${UNKNOWN} not found` },
      });
    }
  });

  it('has options that it does not crash on', async () => {
    await open();
    const get = async (name: string): Promise<unknown> => (await fetch(`${server.url}/api/options/${name}`)).json();
    expect(await get('config')).toEqual({
      APP_MODE: 'oss',
      GITHUB_CLIENT_ID: '',
      POSTHOG_CLIENT_KEY: '',
      FEATURE_FLAGS: { ENABLE_BILLING: false, HIDE_LLM_SETTINGS: false, HIDE_MICROAGENT_MANAGEMENT: true },
    });
    expect(await get('agents')).toEqual(['CodeActAgent']);
    expect(await get('security-analyzers')).toEqual(['llm']);
  });

  it('needs the key', async () => {
    await open({ SESSION_API_KEY: 'key' });
    const paths = ['/api/options/config', '/api/conversations', `/api/conversations/${UNKNOWN}/config`];
    for (const path of paths) expect((await fetch(server.url + path)).status).toBe(401);
  });
});
