import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '22222222-2222-4333-8444-555555555555';

let server: TestServer;
afterEach(() => server.close());

async function open(environment: Record<string, string> = {}): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), environment });
  for (const conversationId of [ID, OTHER]) await server.engine.create({ conversationId });
}

async function statusOf(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  origin = server.url,
): Promise<number> {
  return (await fetch(origin + path, { method, headers })).status;
}

/** Node's own client, which sends the Host header that it is given. */
function statusUnderHost(host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(server.url + path, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a server with keys', () => {
  const keys = { OH_SESSION_API_KEYS_0: 'first key', OH_SESSION_API_KEYS_1: 'second key' };

  it('answers 401 to whoever has none of them', async () => {
    await open(keys);
    for (const headers of [
      {},
      { 'x-session-api-key': '' },
      { 'x-session-api-key': 'first' },
      { 'x-session-api-key': 'first key ' + 'x' },
    ]) {
      const response = await fetch(`${server.url}/api/conversations/${ID}`, {
        headers: headers as Record<string, string>,
      });
      expect([response.status, await response.json()]).toEqual([401, { detail: 'Unauthorized' }]);
    }
  });

  it('takes each of its keys, on both ports', async () => {
    await open(keys);
    for (const key of ['first key', 'second key']) {
      expect(await statusOf(`/api/conversations/${ID}`, { 'x-session-api-key': key })).toBe(200);
      expect(await statusOf('/api/settings', { 'x-session-api-key': key }, 'GET', server.agentServerUrl)).toBe(200);
    }
    expect(await statusOf('/api/settings', {}, 'GET', server.agentServerUrl)).toBe(401);
  });

  it('shows signs of life and documents to everybody', async () => {
    await open({ SESSION_API_KEY: 'k' });
    for (const path of ['/health', '/alive', '/openapi.json', '/docs']) expect(await statusOf(path)).toBe(200);
    for (const path of ['/health', '/alive', '/ready', '/server_info', '/openapi.json', '/docs']) {
      expect(await statusOf(path, {}, 'GET', server.agentServerUrl)).toBe(200);
    }
  });

  it('refuses before it reads a body', async () => {
    await open({ SESSION_API_KEY: 'k' });
    const response = await fetch(`${server.url}/api/conversations`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(401);
  });

  it('gives each conversation a key that opens it and nothing else', async () => {
    await open({ SESSION_API_KEY: 'k' });
    const info = (await (
      await fetch(`${server.url}/api/conversations/${ID}`, { headers: { 'x-session-api-key': 'k' } })
    ).json()) as AnyJson;
    const headers = { 'x-session-api-key': info.session_api_key as string };
    expect(info.session_api_key).toMatch(/^[\w-]{43}$/);
    expect(await statusOf(`/api/conversations/${ID}`, headers)).toBe(200);
    expect(
      await statusOf(
        `/api/conversations/${ID.replaceAll('-', '')}/events/count`,
        headers,
        'GET',
        server.agentServerUrl,
      ),
    ).toBe(200);
    for (const path of [
      `/api/conversations/${OTHER}`,
      `/api/conversations/${OTHER}/events/count`,
      '/api/conversations',
      '/api/settings',
      `/api/settings/api/conversations/${ID}`,
      `/api/conversations/${ID}%2f..%2f${OTHER}`,
    ]) {
      expect(await statusOf(path, headers)).toBe(401);
    }
  });
});

describe('a server without keys', () => {
  it('answers under names of this machine only', async () => {
    await open();
    for (const host of ['localhost', 'localhost:3000', '127.0.0.1:1', '[::1]:3000', 'app.localhost:80']) {
      expect(await statusUnderHost(host, `/api/conversations/${ID}`)).toBe(200);
    }
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:3000']) {
      expect(await statusUnderHost(host, `/api/conversations/${ID}`)).toBe(403);
    }
  });

  it('refuses pages of other origins, even when they need no permission to ask', async () => {
    await open({ PERMITTED_CORS_ORIGINS: 'https://canvas.example' });
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      expect(await statusOf(`/api/conversations/${ID}/pause`, { origin }, 'POST')).toBe(403);
    }
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1:3001', 'https://canvas.example']) {
      expect(await statusOf(`/api/conversations/${ID}/pause`, { origin }, 'POST')).toBe(200);
    }
  });

  it('shows no key', async () => {
    await open();
    expect(
      ((await (await fetch(`${server.url}/api/conversations/${ID}`)).json()) as AnyJson).session_api_key,
    ).toBeNull();
  });
});

describe('cross-origin rules', () => {
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-session-api-key' };

  it('answer preflights without a key', async () => {
    await open({ SESSION_API_KEY: 'k' });
    const options = { method: 'OPTIONS', headers: { origin: 'http://localhost:5173', ...preflight } };
    const response = await fetch(`${server.url}/api/conversations`, options);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'x-session-api-key',
    });
  });

  it('refuse other origins', async () => {
    await open({ SESSION_API_KEY: 'k' });
    const response = await fetch(`${server.url}/api/conversations`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', ...preflight },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([400, null]);
  });
});

it('answers 503 until it is ready', async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), isReady: false });
  expect(await statusOf(`/api/conversations/${ID}`)).toBe(503);
  expect(await statusOf('/ready', {}, 'GET', server.agentServerUrl)).toBe(503);
  expect(await statusOf('/health')).toBe(200);
});
