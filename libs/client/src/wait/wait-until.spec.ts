import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { CONVERSATION, ConversationServer, type ServerOptions } from '../__fixtures__/conversation-server.js';
import { OpenHandsClient } from '../client.js';
import { NotFoundError, TimeoutError } from '../errors.js';

describe('waitUntil', () => {
  const servers: ConversationServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function given(options?: ServerOptions): Promise<{ server: ConversationServer; client: OpenHandsClient }> {
    const server = await ConversationServer.start(options);
    servers.push(server);
    return { server, client: new OpenHandsClient({ baseUrl: server.url, WebSocket }) };
  }

  /** Resolves once something watches the conversation. */
  async function isWatched(server: ConversationServer): Promise<void> {
    while (server.sockets.size === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  it('resolves at once when the status is the present one', async () => {
    const { server, client } = await given();
    server.setStatus('finished');
    expect(await client.waitUntil(CONVERSATION)).toBe('finished');
  });

  it('waits for an end by default, not for a pause', async () => {
    const { server, client } = await given();
    const waiting = client.waitUntil(CONVERSATION);
    await isWatched(server);
    for (const status of ['running', 'paused', 'running', 'waiting_for_confirmation', 'running', 'stuck'] as const) {
      server.setStatus(status);
    }
    expect(await waiting).toBe('stuck');
  });

  it('waits for one status, for several, or for whatever a function says', async () => {
    const { server, client } = await given();
    const waiting = Promise.all([
      client.waitUntil(CONVERSATION, 'paused'),
      client.waitUntil(CONVERSATION, ['waiting_for_confirmation', 'finished']),
      client.waitUntil(CONVERSATION, (status) => status.startsWith('r')),
    ]);
    while (server.sockets.size < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const status of ['running', 'paused', 'running', 'finished'] as const) server.setStatus(status);
    expect(await waiting).toEqual(['paused', 'finished', 'running']);
  });

  it('is not fooled by the end of an earlier run', async () => {
    const { server, client } = await given();
    server.setStatus('finished');
    server.setStatus('running');
    const waiting = client.waitUntil(CONVERSATION);
    await isWatched(server);
    server.setStatus('error');
    expect(await waiting).toBe('error');
  });

  it('sees what happened while its connection was broken', async () => {
    const { server, client } = await given({
      faultOf: (connection) => (connection === 1 ? { kind: 'cut', after: 0 } : undefined),
    });
    const waiting = client.waitUntil(CONVERSATION, 'paused');
    await isWatched(server);
    server.setStatus('paused');
    server.setStatus('running');
    expect(await waiting).toBe('paused');
  });

  it('does with HTTP alone where no WebSocket gets through', async () => {
    const { server, client } = await given({ faultOf: () => ({ kind: 'refuse', status: 502 }) });
    server.setStatus('finished');
    for (let index = 0; index < 45; index += 1) {
      server.publish({ kind: 'ConversationStateUpdateEvent', key: 'stats', value: {} });
    }
    expect(await client.waitUntil(CONVERSATION, undefined, { pollMs: 5 })).toBe('finished');
  });

  it('fails when there is no such conversation', async () => {
    const { client } = await given();
    await expect(client.waitUntil('00000000000000000000000000000000')).rejects.toThrow(NotFoundError);
  });

  it('stops when its time is over, when it is told to, and then hangs up', async () => {
    const { server, client } = await given();
    await expect(client.waitUntil(CONVERSATION, 'paused', { timeoutMs: 30 })).rejects.toThrow(TimeoutError);
    const stop = new AbortController();
    const waiting = client.waitUntil(CONVERSATION, 'paused', { signal: stop.signal });
    await isWatched(server);
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    while (server.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });
});
