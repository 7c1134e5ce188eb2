import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { USER_SECRET_PREFIX } from '../agent-server-api/settings/user-secrets.js';
import { SessionKeys } from '../http/access/session-keys.js';
import { secretLookup } from './secret-lookups.js';

const PORT = 8000;
let vault: Server | undefined;
afterEach(() => {
  vault?.closeAllConnections();
  vault?.close();
  vault = undefined;
});

describe('a secret of this server', () => {
  it.each(['/api/settings/secrets/NAME', `http://localhost:${PORT}/api/settings/secrets/NAME`])(
    'is read under %s with the key that the client sent',
    async (url) => {
      const lookUp = await lookupWith({ keys: ['the-key'] });
      expect(await lookUp({ url, headers: { 'X-Session-API-Key': 'the-key' } })).toBe('kept');
      await expect(lookUp({ url, headers: { 'X-Session-API-Key': 'wrong' } })).rejects.toThrow('does not open it');
      await expect(lookUp({ url, headers: {} })).rejects.toThrow('does not open it');
    },
  );

  it('needs no key where the server has none, and says when it is not there', async () => {
    const lookUp = await lookupWith({ keys: [] });
    expect(await lookUp({ url: '/api/settings/secrets/NAME', headers: {} })).toBe('kept');
    await expect(lookUp({ url: '/api/settings/secrets/OTHER', headers: {} })).rejects.toThrow('no such secret');
    await expect(lookUp({ url: '/api/settings', headers: {} })).rejects.toThrow('/api/settings/secrets/');
  });

  it('opens nothing with the key of a single conversation', async () => {
    const lookUp = await lookupWith({ keys: ['the-key'] });
    const key = new SessionKeys(['the-key'], 'secret').keyFor('11111111-2222-4333-8444-555555555555') as string;
    const headers = { 'x-session-api-key': key };
    await expect(lookUp({ url: '/api/settings/secrets/NAME', headers })).rejects.toThrow('does not open it');
  });
});

describe('a secret that another server keeps', () => {
  it('is asked for with the headers of the source', async () => {
    const url = await serve((request, response) => response.end(`for ${request.headers.authorization}`));
    expect(await (await lookupWith({}))({ url, headers: { authorization: 'Bearer t' } })).toBe('for Bearer t');
  });

  it.each<[string, RequestListener, string]>([
    ['an error', (_, response) => response.writeHead(404).end('secret words'), 'status 404'],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/other' }).end(), 'status 302'],
    ['too much', (_, response) => response.end(Buffer.alloc(200_000)), 'more than'],
    ['nothing at all', () => undefined, 'did not answer'],
  ])('is refused with a sentence for %s', async (_, answer, sentence) => {
    const url = await serve(answer);
    const failure = (await lookupWith({ timeoutMs: 300 }))({ url, headers: { authorization: 'Bearer hidden' } });
    await expect(failure).rejects.toThrow(sentence);
    await expect(failure).rejects.not.toThrow(/hidden|secret words/);
  });

  it('is not asked for by other protocols', async () => {
    await expect((await lookupWith({}))({ url: 'file:///etc/passwd', headers: {} })).rejects.toThrow('http or https');
  });
});

async function lookupWith({ keys = [], timeoutMs }: { keys?: string[]; timeoutMs?: number }) {
  const { settings: store } = new InMemoryStorage();
  await store.writeSecret(`${USER_SECRET_PREFIX}NAME`, JSON.stringify({ value: 'kept', description: null }));
  const parts = { store, keys: new SessionKeys(keys, 'secret'), ownPorts: [PORT] };
  return secretLookup({ ...parts, ...(timeoutMs !== undefined && { timeoutMs }) });
}

async function serve(answer: RequestListener): Promise<string> {
  vault = createServer(answer);
  await new Promise<void>((resolve) => vault?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(vault.address() as AddressInfo).port}/secret?key=hidden`;
}
