import { afterEach, describe, expect, it } from '@jest/globals';
import { fc, runs } from '@openhands-nest/testing/properties';
import { WebSocket } from 'ws';
import {
  CONVERSATION,
  ConversationServer,
  type Fault,
  type ServerOptions,
} from '../__fixtures__/conversation-server.js';
import { OpenHandsClient } from '../client.js';
import { ApiError, ConnectionError, NotFoundError, OpenHandsError, UnauthorizedError } from '../errors.js';
import type { WebSocketConstructor } from './one-socket.js';
import type { ReceivedEvent } from './received-event.js';

const FAST = { initialMs: 1, maxMs: 5 };
const servers: ConversationServer[] = [];

async function aServer(options?: ServerOptions): Promise<ConversationServer> {
  const server = await ConversationServer.start(options);
  servers.push(server);
  return server;
}

function clientOf(server: ConversationServer, apiKey?: string): OpenHandsClient {
  return new OpenHandsClient({ baseUrl: server.url, apiKey, WebSocket });
}

async function take(events: AsyncIterable<ReceivedEvent>, count: number): Promise<ReceivedEvent[]> {
  const taken: ReceivedEvent[] = [];
  for await (const received of events) if (taken.push(received) === count) break;
  return taken;
}

function upTo(last: number, first = 1): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function atMost(count: number, kind: Fault['kind'], faults: readonly Fault[]): Fault[] {
  let left = count;
  return faults.filter((fault) => fault.kind !== kind || (left -= 1) >= 0);
}

/** Resolves once the server has no socket any more. */
async function allClosed(server: ConversationServer): Promise<void> {
  while (server.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('events', () => {
  it('delivers what is in the log and then what happens', async () => {
    const server = await aServer();
    server.append(3);
    const events = clientOf(server).events(CONVERSATION);
    const before = await take({ [Symbol.asyncIterator]: () => ({ next: () => events.next() }) }, 3);
    server.append(2);

    const after = [await events.next(), await events.next()];
    expect(before.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(after.map(({ value }) => value?.seq)).toEqual([4, 5]);
    expect(before[0]?.event).toEqual(server.log[0]);
    await events.return?.();
    await allClosed(server);
  });

  it('begins after a known position, or with what is new', async () => {
    const server = await aServer();
    server.append(5);
    const [first] = await take(clientOf(server).events(CONVERSATION, { after: 3 }), 1);
    expect(first?.seq).toBe(4);

    const events = clientOf(server).events(CONVERSATION, { after: 'now', transient: true });
    await events.next();
    server.append();
    expect((await events.next()).value?.seq).toBe(6);
    await events.return?.();
  });

  it('delivers snapshots and pieces of text only to those who ask for them', async () => {
    const server = await aServer();
    const client = clientOf(server);
    const all = client.events(CONVERSATION, { transient: true });
    expect((await all.next()).value?.event.kind).toBe('ConversationStateUpdateEvent');
    server.broadcast({ kind: 'StreamingDeltaEvent', content: 'Hel' });
    server.append();

    const piece = (await all.next()).value;
    expect(piece).toEqual({ event: { kind: 'StreamingDeltaEvent', content: 'Hel' } });
    expect((await all.next()).value?.seq).toBe(1);
    expect((await take(client.events(CONVERSATION), 1))[0]?.seq).toBe(1);
    await all.return?.();
  });

  it('yields each event exactly once, in order, whatever happens to its connections', async () => {
    const after = fc.integer({ min: 0, max: 7 });
    const fault: fc.Arbitrary<Fault> = fc.oneof(
      fc.record({ kind: fc.constantFrom('cut', 'half frame', 'garbage', 'repeat', 'gap' as const), after }),
      fc.record({
        kind: fc.constant('close' as const),
        after,
        code: fc.constantFrom(1000, 1001, 1011, 1012, 1013, 4008),
      }),
      fc.record({ kind: fc.constant('refuse' as const), status: fc.constantFrom(429, 500, 503) }),
    );
    const platform = fc.constantFrom<WebSocketConstructor>(WebSocket, globalThis.WebSocket);
    const faults = fc.array(fault, { maxLength: 8 });
    const maxWaiting = fc.integer({ min: 1, max: 20 });
    await fc.assert(fc.asyncProperty(platform, faults, fc.nat(30), fc.nat(30), maxWaiting, tellsAll), {
      numRuns: runs(60),
    });

    async function tellsAll(
      Socket: WebSocketConstructor,
      faults: Fault[],
      stored: number,
      live: number,
      maxWaiting: number,
    ): Promise<void> {
      // A gap that stays is a broken log, and five refusals in a row are a proxy that lets nothing through.
      const bearable = atMost(1, 'gap', atMost(4, 'refuse', faults));
      const server = await ConversationServer.start({ faultOf: (connection) => bearable[connection - 1] });
      server.append(stored);
      const client = new OpenHandsClient({ baseUrl: server.url, WebSocket: Socket });
      const events = client.events(CONVERSATION, { maxWaiting, reconnect: FAST, quietMs: 50 });
      const total = stored + live;
      const reading = total === 0 ? Promise.resolve([]) : take(events, total);
      for (let index = 0; index < live; index += 1) {
        server.append();
        if (index % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      expect((await reading).map(({ seq }) => seq)).toEqual(upTo(total));
      await server.close();
    }
  }, 60_000);

  it('lets a slow reader work, and goes on where it had stopped', async () => {
    const server = await aServer();
    server.append(500);
    const events = clientOf(server).events(CONVERSATION, { maxWaiting: 50, reconnect: FAST });
    const first = await events.next();
    await allClosed(server);

    const rest = await take(events, 499);
    expect([first.value?.seq, ...rest.map(({ seq }) => seq)]).toEqual(upTo(500));
    expect(server.connections.length).toBeGreaterThan(1);
    expect(server.connections[1]).toContain('after_seq=5');
  });

  it('gives up when the key is refused, and sends it in no URL', async () => {
    const server = await aServer({ key: 'right' });
    server.append();
    await expect(clientOf(server, 'wrong').events(CONVERSATION).next()).rejects.toThrow(UnauthorizedError);
    expect((await take(clientOf(server, 'right').events(CONVERSATION), 1))[0]?.seq).toBe(1);
    expect(server.connections.join()).not.toMatch(/right|wrong/);
  });

  it('gives up when the conversation is gone, after the events that had come', async () => {
    const server = await aServer({ faultOf: () => ({ kind: 'close', code: 4004, after: 2 }) });
    server.append(3);
    const events = clientOf(server).events(CONVERSATION);
    expect((await events.next()).value?.seq).toBe(1);
    await allClosed(server);
    expect((await events.next()).value?.seq).toBe(2);
    await expect(events.next()).rejects.toThrow(NotFoundError);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('asks over HTTP why a connection is refused', async () => {
    const forbidden = { status: 403, body: { detail: 'This web page may not use the server.' } };
    const server = await aServer({ faultOf: () => ({ kind: 'refuse', status: 403 }), answer: () => forbidden });
    const refusal = await clientOf(server)
      .events(CONVERSATION)
      .next()
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiError);
    expect(refusal).toMatchObject({ status: 403, detail: 'This web page may not use the server.' });
  });

  it('says so when HTTP works and WebSockets never do', async () => {
    const server = await aServer({ faultOf: () => ({ kind: 'refuse', status: 502 }) });
    await expect(clientOf(server).events(CONVERSATION, { reconnect: FAST }).next()).rejects.toThrow(ConnectionError);
    expect(server.connections).toHaveLength(5);
  });

  it('does not connect again when told not to, or more often than told', async () => {
    const server = await aServer({ faultOf: () => ({ kind: 'cut', after: 0 }) });
    server.append();
    await expect(clientOf(server).events(CONVERSATION, { reconnect: false }).next()).rejects.toThrow(ConnectionError);
    expect(server.connections).toHaveLength(1);
  });

  it('stops trying after the given number of attempts', async () => {
    const server = await aServer();
    const client = clientOf(server);
    await server.close();
    const events = client.events(CONVERSATION, { reconnect: { ...FAST, maxAttempts: 3 } });
    await expect(events.next()).rejects.toThrow(ConnectionError);
  });

  it('does not ask for ever for an event that the server does not have', async () => {
    const server = await aServer({ faultOf: () => ({ kind: 'gap', after: 0 }) });
    server.append(2);
    const failure = await clientOf(server)
      .events(CONVERSATION, { reconnect: FAST })
      .next()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OpenHandsError);
    expect(failure).toMatchObject({ message: expect.stringContaining('event 1') });
    expect(server.connections).toHaveLength(2);
  });

  it('notices a connection that died without a word', async () => {
    const server = await aServer({
      faultOf: (connection) => (connection === 1 ? { kind: 'mute', after: 1 } : undefined),
    });
    server.append(2);
    const events = clientOf(server).events(CONVERSATION, { quietMs: 20, reconnect: FAST });
    expect((await take(events, 2)).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(server.connections).toHaveLength(2);
  });

  it('rejects with the reason of the signal, at once, and hangs up', async () => {
    const server = await aServer();
    server.append();
    const stop = new AbortController();
    const events = clientOf(server).events(CONVERSATION, { signal: stop.signal });
    await events.next();
    const waiting = events.next();
    const reason = new Error('enough');
    stop.abort(reason);

    await expect(waiting).rejects.toBe(reason);
    await allClosed(server);
    await expect(clientOf(server).events(CONVERSATION, { signal: stop.signal }).next()).rejects.toBe(reason);
    expect(server.connections).toHaveLength(1);
  });

  it('hangs up when its reader leaves, also while it waits for an event', async () => {
    const server = await aServer();
    const events = clientOf(server).events(CONVERSATION, { transient: true });
    await events.next();
    const waiting = events.next();
    await events.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    await allClosed(server);
  });
});
