import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ClientOptions, WebSocket } from 'ws';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../__fixtures__/any-json.js';
import { openTestServer, type TestServer, type TestServerOptions } from '../__fixtures__/open-test-server.js';
import { openSocketClient, type SocketClient } from '../__fixtures__/socket-client.js';
import { SEQUENCE_PROTOCOL } from './frame-encoder.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await server.close();
});

async function open(options: Partial<TestServerOptions> = {}): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), ...options });
  await server.engine.create({ conversationId: ID });
}

async function send(text: string): Promise<void> {
  await server.engine.send(ID, { content: [{ type: 'text', text }], run: false });
}

interface Client extends SocketClient {
  /** The next frame that is a message, or a numbered message. */
  nextText(): Promise<string>;
}

function join(query = '', options: ClientOptions & { id?: string; origin?: string; protocol?: string } = {}): Client {
  const { id = ID, origin = server.url, protocol, ...rest } = options;
  const client = openSocketClient(`${origin}/sockets/events/${id}${query}`, protocol, rest);
  clients.push(client.socket);
  const nextText = async (): Promise<string> => {
    for (;;) {
      const frame = await client.next();
      const event = frame.event ?? frame;
      if (event.kind === 'MessageEvent') return event.llm_message.content[0].text;
    }
  };
  return { ...client, nextText };
}

/** Status of the HTTP answer to a handshake that is refused. */
async function refusal(query: string, options: Parameters<typeof join>[1] = {}): Promise<number> {
  const { socket } = join(query, options);
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode as number;
}

describe('frames', () => {
  it('begin with the whole state, also on the other port', async () => {
    await open();
    for (const origin of [server.url, server.agentServerUrl, `${server.url}/agent-server`]) {
      const first = await join('', { origin }).next();
      expect(first).toMatchObject({
        kind: 'ConversationStateUpdateEvent',
        key: 'full_state',
        value: { execution_status: 'idle' },
      });
    }
  });

  it('then replay what was asked for, and go on live', async () => {
    await open();
    await send('one');
    await send('two');
    const everything = join('?resend_mode=all');
    const legacy = join('?resend_all=true');
    const nothing = join('');
    await nothing.next();
    for (const client of [everything, legacy])
      expect([await client.nextText(), await client.nextText()]).toEqual(['one', 'two']);
    await send('three');
    for (const client of [everything, legacy, nothing]) expect(await client.nextText()).toBe('three');
  });

  it('replay from a time on, whatever zone it is in', async () => {
    await open();
    await send('one');
    await send('two');
    const { items } = await server.engine.searchEvents({ conversationId: ID, kind: 'MessageEvent', limit: 2 });
    const { timestamp } = JSON.parse(items[1]!.json) as { timestamp: string };
    expect(await join(`?resend_mode=since&after_timestamp=${timestamp}`).nextText()).toBe('two');
    expect(await join(`?resend_mode=since&after_timestamp=${timestamp}%2B00:00`).nextText()).toBe('two');
  });

  it('carry their place in the log for clients that know how to ask for it', async () => {
    await open();
    await send('one');
    const reader = join('?after_seq=0', { protocol: SEQUENCE_PROTOCOL });
    expect(await reader.next()).toMatchObject({ seq: null, event: { key: 'full_state' } });
    const first = await reader.next();
    expect(first.seq).toBe(1);
    reader.socket.terminate();
    await send('two');
    const again = join(`?after_seq=${first.seq}`, { protocol: SEQUENCE_PROTOCOL });
    await again.next();
    expect((await again.next()).seq).toBe(2);
  });
});

describe('messages over the socket', () => {
  it('are sent and run, with text or parts', async () => {
    await open({ llm: ScriptedLlm.replying(say('first answer'), say('second answer')) });
    const client = join('');
    client.socket.once('open', () => client.socket.send('{"role":"user","content":"hello"}'));
    expect([await client.nextText(), await client.nextText()]).toEqual(['hello', 'first answer']);
    client.socket.send('{"role":"user","content":[{"type":"text","text":"again"}]}');
    expect([await client.nextText(), await client.nextText()]).toEqual(['again', 'second answer']);
  });

  it('that are refused are answered, and the socket stays open', async () => {
    await open();
    const client = join('');
    await client.next();
    for (const frame of [
      '{',
      '[]',
      '{"role":"system","content":"x"}',
      '{"content":[{"type":"text"}]}',
      '{"content":"no model"}',
    ]) {
      client.socket.send(frame);
      expect(await client.next()).toMatchObject({
        kind: 'ServerErrorEvent',
        source: 'environment',
        detail: expect.any(String),
      });
    }
    client.socket.send('{"type":"auth","session_api_key":"ignored"}');
    await send('still here');
    expect(await client.nextText()).toBe('still here');
  });
});

describe('admission', () => {
  it('closes with 4004 for an unknown conversation, and refuses malformed parameters with 403', async () => {
    await open();
    expect(await join('', { id: UNKNOWN }).closed()).toBe(4004);
    expect(await refusal('', { id: 'nope' })).toBe(403);
    for (const query of [
      '?resend_mode=some',
      '?resend_mode=since&after_timestamp=then',
      '?resend_all=perhaps',
      '?after_seq=-1',
      '?after_seq=x',
    ]) {
      expect(await refusal(query)).toBe(403);
    }
  });

  it('takes the key in the query, in the header, or in the first frame', async () => {
    await open({ environment: { SESSION_API_KEY: 'open sesame' } });
    const derived = server.keys.keyFor(ID) as string;
    const byFrame = join('');
    byFrame.socket.once('open', () =>
      byFrame.socket.send(JSON.stringify({ type: 'auth', session_api_key: 'open sesame' })),
    );
    const admitted = [
      join('?session_api_key=open%20sesame'),
      join('', { headers: { 'x-session-api-key': 'open sesame' } }),
      byFrame,
      join(`?session_api_key=${derived}`),
    ];
    for (const client of admitted) expect(await client.next()).toMatchObject({ key: 'full_state' });
  });

  it('refuses wrong keys before the handshake, and wrong first frames with 4001', async () => {
    await open({ environment: { SESSION_API_KEY: 'k' }, authenticationMs: 300 });
    expect(await refusal('?session_api_key=wrong')).toBe(403);
    expect(await refusal('', { headers: { 'x-session-api-key': 'wrong' } })).toBe(403);
    expect(await refusal(`?session_api_key=${server.keys.keyFor(UNKNOWN)}`)).toBe(403);
    for (const frame of ['{', '[]', '{"type":"auth","session_api_key":"wrong"}', '{"type":"auth"}', undefined]) {
      const client = join('');
      if (frame !== undefined) client.socket.once('open', () => client.socket.send(frame));
      expect(await client.closed()).toBe(4001);
    }
  });

  it('refuses pages of other origins and names when there are no keys', async () => {
    await open();
    expect(await refusal('', { headers: { origin: 'https://evil.example' } })).toBe(403);
    expect(await refusal('', { headers: { host: 'evil.example' } })).toBe(403);
    expect(await join('', { headers: { origin: 'http://localhost:5173' } }).next()).toMatchObject({
      key: 'full_state',
    });
  });

  it('refuses upgrades of other paths', async () => {
    await open();
    expect(await refusal('/more')).toBe(404);
  });

  it('lets fifty readers in and no more, and counts them', async () => {
    await open();
    const readers = Array.from({ length: 50 }, () => join(''));
    for (const reader of readers) await reader.next();
    expect(await join('').closed()).toBe(1013);
    const info = (await (await fetch(`${server.url}/api/conversations/${ID}`)).json()) as AnyJson;
    expect(info.num_connections).toBe(50);
  });
});

describe('readers that do not read', () => {
  it('are cut off, cost no memory, and catch up from the log', async () => {
    await open({ environment: { SOCKET_STALL_MS: '1000' } });
    const stalled = connect(Number(new URL(server.url).port), '127.0.0.1');
    stalled.write(
      `GET /sockets/events/${ID} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
    );
    await once(stalled, 'readable');
    const large = 'x'.repeat(500_000);
    for (let index = 0; index < 40; index += 1) await send(`${index} ${large}`);
    await readersBecome(0);
    stalled.destroy();

    const reader = join('?resend_mode=all');
    for (let index = 0; index < 40; index += 1) expect((await reader.nextText()).startsWith(`${index} `)).toBe(true);
  }, 120_000);

  async function readersBecome(count: number): Promise<void> {
    while ((await server.engine.get(ID)).readers !== count) await new Promise((resolve) => setTimeout(resolve, 10));
  }
});
