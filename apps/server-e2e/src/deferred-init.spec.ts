import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { answers } from './harness/model-turns.js';
import { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

const SECRET = 'the-secret-of-the-pool';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set([answers('Awake.')]);
});
afterEach(() => stage.strike());

const waiting = (environment = {}) =>
  stage.startServer({ OH_DEFERRED_INIT: 'true', OH_SECRET_KEY: SECRET, ...environment });

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

function wake(server: ServerProcess, body: object, key = SECRET): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-init-api-key': key };
  return ask(`${server.agentServerUrl}/api/init`, { method: 'POST', headers, body: JSON.stringify(body) });
}

const stateOf = async (server: ServerProcess) => (await ask(`${server.agentServerUrl}/api/init`)).body;

describe('a server that waits for its configuration', () => {
  it('shows signs of life, and answers everything else by 503', async () => {
    const server = await waiting();
    expect(await stateOf(server)).toEqual({ state: 'dormant', error: null });
    for (const path of ['/health', '/alive', '/ready', '/server_info'])
      expect((await ask(server.agentServerUrl + path)).status).toBe(200);
    expect((await ask(`${server.url}/agent-server/api/init`)).body).toEqual({ state: 'dormant', error: null });
    for (const url of [`${server.agentServerUrl}/api/conversations`, `${server.url}/api/options/models`])
      expect(await ask(url)).toMatchObject({
        status: 503,
        body: { detail: expect.stringContaining('POST /api/init') },
      });
    const socket = new WebSocket(`${server.agentServerUrl.replace('http', 'ws')}/sockets/events/x`);
    const refused = await new Promise<number | undefined>((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => undefined);
    });
    expect(refused).toBe(503);
  });

  it('starts with what it is given, once, and no request in between is lost', async () => {
    const server = await waiting({ LLM_MODEL: '', LLM_API_KEY: '', LLM_BASE_URL: '' });
    expect((await wake(server, {}, 'wrong')).status).toBe(401);
    const model = { LLM_MODEL: 'openai/fake-model', LLM_API_KEY: 'sk-of-the-test', LLM_BASE_URL: stage.model?.baseUrl };
    const woken = wake(server, { session_api_keys: ['key-of-the-user'], env: model });
    const seen = new Set<number>();
    const url = `${server.agentServerUrl}/api/conversations/search`;
    const headers = { 'x-session-api-key': 'key-of-the-user' };
    while (!seen.has(200)) seen.add((await ask(url, { headers })).status);
    expect([...seen].every((status) => status === 503 || status === 200)).toBe(true);
    expect(await woken).toEqual({ status: 200, body: { state: 'ready', error: null } });
    expect(await stateOf(server)).toEqual({ state: 'ready', error: null });
    expect((await wake(server, {})).status).toBe(400);
    expect((await ask(url)).status).toBe(401);

    const client = stage.clientOf(server, 'key-of-the-user');
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Are you there?' });
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
  });

  it('waits on after a configuration that cannot be used', async () => {
    const server = await waiting();
    for (const body of [
      { unknown: 1 },
      { session_api_keys: [''] },
      { env: { LLM_NUM_RETRIES: 'many' } },
      { webhooks: [{}] },
    ])
      expect((await wake(server, body)).status).toBe(422);
    const file = join(stage.directory, 'a-file');
    await writeFile(file, '');
    const failed = await wake(server, { conversations_path: join(file, 'data') });
    expect(failed.status).toBe(500);
    expect(await stateOf(server)).toEqual({ state: 'dormant', error: failed.body.detail });
    const place = join(stage.directory, 'elsewhere');
    await mkdir(place);
    expect((await wake(server, { conversations_path: place })).status).toBe(200);
    expect((await ask(`${server.agentServerUrl}/api/conversations/search`)).status).toBe(200);
  });

  it('reads what was encrypted under an earlier key, and encrypts it anew', async () => {
    const first = await stage.startServer({ OH_SECRET_KEY: 'the-older-key' });
    const secret = { name: 'TOKEN', value: 'sealed' };
    const headers = { 'content-type': 'application/json' };
    await ask(`${first.agentServerUrl}/api/settings/secrets`, { method: 'PUT', headers, body: JSON.stringify(secret) });
    await first.stop();
    const kept = async (server: ServerProcess) =>
      (await ask(`${server.agentServerUrl}/api/settings/secrets/TOKEN`)).body.text;

    const second = await waiting();
    expect((await wake(second, { previous_secret_keys: ['the-older-key'] })).status).toBe(200);
    expect(await kept(second)).toBe('sealed');
    await second.stop();
    expect(await kept(await stage.startServer({ OH_SECRET_KEY: SECRET }))).toBe('sealed');
  });

  it('ends in order, whether it was woken up or not', async () => {
    const dormant = await waiting();
    expect((await dormant.stop()).code).toBe(0);
    const woken = await waiting();
    await wake(woken, {});
    expect((await woken.stop()).code).toBe(0);
  });

  it('is not what other servers are', async () => {
    const server = await stage.startServer();
    expect((await ask(`${server.agentServerUrl}/api/init`)).status).toBe(404);
    expect((await wake(server, {})).status).toBe(404);
  });

  it('needs a secret key when other machines reach it', async () => {
    const { code, output } = await ServerProcess.failure({ HOST: '0.0.0.0', OH_DEFERRED_INIT: 'true' });
    expect(code).toBe(1);
    expect(output).toContain('OH_SECRET_KEY');
  });
});
