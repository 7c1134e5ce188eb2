import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FakeRequest } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { checkedFetch } from './harness/checked-fetch.js';
import { Frontend, type FrontendMessage } from './harness/frontend.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let url: string;
const frontends: Frontend[] = [];
afterEach(async () => {
  for (const frontend of frontends.splice(0)) frontend.close();
  await stage.strike();
});

type Body = Readonly<Record<string, unknown>>;

async function call(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await checkedFetch(url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as Body;
}

function follow(id: string, latestEventId = -1): Frontend {
  const frontend = new Frontend(url, id, latestEventId);
  frontends.push(frontend);
  return frontend;
}

/** As the frontend polls while a conversation starts. */
async function untilRunning(id: string): Promise<Body> {
  for (;;) {
    const info = await call('GET', `/api/conversations/${id}`);
    if (info['status'] === 'RUNNING') return info;
  }
}

/** Where the model is told to work. */
function directoryIn({ body }: FakeRequest): string {
  return /Working directory: ([^\\"]+)/.exec(JSON.stringify(body))?.[1] ?? 'nowhere';
}

/** What a trajectory tells, without times, ids, states and what differs between two conversations anyway. */
function storyOf(trajectory: unknown, id: string): unknown[] {
  const types = new Set(['system', 'agent_state_changed']);
  const told = (trajectory as FrontendMessage[]).filter(
    ({ action, observation }) => !types.has(action ?? observation ?? ''),
  );
  const text = JSON.stringify(
    told.map(({ action, observation, args, extras, content }) => [action, observation, args, extras, content]),
  );
  return JSON.parse(text.replaceAll(id, 'ID').replaceAll(/"pid":\d+/g, '"pid":0')) as unknown[];
}

const typesOf = (messages: readonly FrontendMessage[]): (string | undefined)[] =>
  messages.filter(({ id }) => typeof id === 'number').map(({ action, observation }) => action ?? observation);

describe('the web frontend of OpenHands 0.53', () => {
  it('goes from its first page over a task to its end, and finds all of it again after a crash', async () => {
    stage = await Stage.set([runs('echo 42 > answer.txt && cat answer.txt'), answers('It is 42.')]);
    const server = await stage.startServer();
    ({ url } = server);
    expect(await call('GET', '/api/options/config')).toMatchObject({ APP_MODE: 'oss', FEATURE_FLAGS: {} });
    const { conversation_id: id } = (await call('POST', '/api/conversations', {})) as { conversation_id: string };
    expect(await untilRunning(id)).toMatchObject({ url: `/api/conversations/${id}`, runtime_status: 'STATUS$READY' });

    const page = follow(id);
    await page.untilState('awaiting_user_input');
    for (const name of ['config', 'web-hosts', 'vscode-url']) await call('GET', `/api/conversations/${id}/${name}`);
    page.act('message', { content: 'What is the answer?', image_urls: [], file_urls: [], timestamp: 'now' });
    await page.untilState('running');
    await page.untilState('awaiting_user_input');
    await page.until(() => page.received.some(({ conversation_title: title }) => title === 'What is the answer?'));

    expect(typesOf(page.received)).toEqual([
      'agent_state_changed',
      'system',
      'message',
      'recall',
      'agent_state_changed',
      'recall',
      'run',
      'run',
      'message',
      'agent_state_changed',
    ]);
    const [call42, answer42] = page.received.filter(({ action, observation }) => (action ?? observation) === 'run');
    expect(answer42).toMatchObject({ cause: call42?.id, content: '42', extras: { metadata: { exit_code: 0 } } });
    expect(await readFile(join(stage.workspaceOf(id), 'answer.txt'), 'utf8')).toBe('42\n');

    const before = await call('GET', `/api/conversations/${id}/events?limit=100`);
    const [half = 0] = page.ids.slice(4, 5);
    await server.stop('SIGKILL');
    ({ url } = await stage.startServer());

    expect(await call('GET', `/api/conversations/${id}/events?limit=100`)).toEqual(before);
    const again = follow(id, half);
    await again.untilState('awaiting_user_input');
    expect(again.ids).toEqual(page.ids.slice(5));
    expect((await call('GET', '/api/conversations?limit=20'))['results']).toMatchObject([
      { conversation_id: id, title: 'What is the answer?', num_connections: 1 },
    ]);
  });

  it('names, stops, starts and removes a conversation', async () => {
    stage = await Stage.set();
    ({ url } = await stage.startServer());
    const { conversation_id: id } = (await call('POST', '/api/conversations', {})) as { conversation_id: string };
    const path = `/api/conversations/${id}`;
    await untilRunning(id);
    const page = follow(id);
    await page.untilState('awaiting_user_input');
    expect(await call('PATCH', path, { title: 'Mine' })).toBe(true);
    await page.until(() => page.received.some(({ conversation_title: title }) => title === 'Mine'));
    const ended = page.ended();
    expect(await call('POST', `${path}/stop`)).toMatchObject({ status: 'ok', conversation_status: 'RUNNING' });
    expect(await ended).toBe('io server disconnect');
    expect(await call('GET', path)).toMatchObject({ status: 'STOPPED', title: 'Mine', num_connections: 0 });
    await call('POST', `${path}/start`, { providers_set: [] });
    expect(await untilRunning(id)).toMatchObject({ title: 'Mine' });
    expect(await call('DELETE', path)).toBe(true);
    expect(await call('GET', path)).toBeNull();
  });

  it('exports a trajectory that does the same in a workspace of its own', async () => {
    stage = await Stage.set((request) =>
      request.number === 1 ? runs(`echo moved > '${directoryIn(request)}/place.txt'`) : answers('Written.'),
    );
    const server = await stage.startServer();
    ({ url } = server);
    const client = stage.clientOf(server);
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Write a file.' });
    await client.waitUntil(id);
    const { trajectory } = await call('GET', `/api/conversations/${id}/trajectory`);
    await call('DELETE', `/api/conversations/${id}`);

    const copy = await client.newConversation({ replay_json: JSON.stringify(trajectory) });
    await client.waitUntil(copy.conversation_id);

    expect(await readFile(join(stage.workspaceOf(copy.conversation_id), 'place.txt'), 'utf8')).toBe('moved\n');
    const replayed = await call('GET', `/api/conversations/${copy.conversation_id}/trajectory`);
    expect(storyOf(replayed['trajectory'], copy.conversation_id)).toEqual(storyOf(trajectory, id));
  });

  it('exports what was approved and rejected so that a replay does the one, once, and not the other', async () => {
    let isExported = false;
    stage = await Stage.set(({ number }) => {
      if (isExported) return answers('That was all.');
      return number === 1 ? runs('echo once >> kept.txt') : runs('echo never >> other.txt');
    });
    const server = await stage.startServer();
    ({ url } = server);
    const client = stage.clientOf(server);
    await call('POST', '/api/settings', { confirmation_mode: true });
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Write.' });
    const page = follow(id);
    await page.untilState('awaiting_user_confirmation');
    page.act('change_agent_state', { agent_state: 'user_confirmed' });
    await page.until(() => page.states.filter((state) => state === 'awaiting_user_confirmation').length === 2);
    page.act('change_agent_state', { agent_state: 'user_rejected' });
    await page.untilState('awaiting_user_input');
    const { trajectory } = await call('GET', `/api/conversations/${id}/trajectory`);
    isExported = true;
    await call('POST', '/api/settings', { confirmation_mode: false });

    const copy = await client.newConversation({ replay_json: JSON.stringify(trajectory) });
    await client.waitUntil(copy.conversation_id);

    const files = stage.workspaceOf(copy.conversation_id);
    expect(await readFile(join(files, 'kept.txt'), 'utf8')).toBe('once\n');
    expect(await readdir(files)).toEqual(['kept.txt']);
  });
});
