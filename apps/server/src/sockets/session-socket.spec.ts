import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../__fixtures__/any-json.js';
import { openTestServer, type TestServer, type TestServerOptions } from '../__fixtures__/open-test-server.js';
import { openSocketClient, type SocketClient } from '../__fixtures__/socket-client.js';

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

function join(query = '', { id = ID, origin = server.agentServerUrl } = {}): SocketClient {
  const client = openSocketClient(`${origin}/sockets/session/${id}${query}`);
  clients.push(client.socket);
  return client;
}

const send = (text: string, run = false) => server.engine.send(ID, { content: [{ type: 'text', text }], run });

/** Frames up to the first that fits, that one included. */
async function until(client: SocketClient, fits: (frame: AnyJson) => boolean): Promise<AnyJson[]> {
  for (const frames: AnyJson[] = []; ;) {
    const frame = await client.next();
    frames.push(frame);
    if (fits(frame)) return frames;
  }
}

const isMessage = (text: string) => (frame: AnyJson) =>
  frame.type === 'durable' && frame.event.llm_message?.content[0].text === text;

describe('frames', () => {
  it('begin with a sync, and number the log from zero', async () => {
    await open();
    await send('one');
    for (const origin of [server.agentServerUrl, server.url, `${server.url}/agent-server`]) {
      const client = join('?after_seq=-1', { origin });
      const sync = await client.next();
      expect(sync).toEqual({ type: 'sync', from_seq: -1, through_seq: expect.any(Number) });
      const frames = await until(client, ({ seq }) => seq === sync.through_seq);
      expect(frames.filter(({ type }) => type === 'transient')).toMatchObject([{ event: { key: 'full_state' } }]);
      expect(frames.filter(({ type }) => type === 'durable').map(({ seq }) => seq)).toEqual(
        Array.from({ length: sync.through_seq + 1 }, (_, index) => index),
      );
    }
  });

  it('hold only what comes when no place is named', async () => {
    await open();
    await send('one');
    const client = join();
    const { lastSeq } = (await server.engine.get(ID)).record;
    expect(await client.next()).toEqual({ type: 'sync', through_seq: lastSeq - 1 });
    expect((await client.next()).type).toBe('transient');
    await send('two');
    expect((await until(client, isMessage('two'))).map(({ type }) => type)).toEqual(['durable']);
  });

  it('go on exactly after a place, also after one that does not exist yet', async () => {
    await open();
    await send('one');
    const first = join('?after_seq=-1');
    const { seq } = (await until(first, isMessage('one'))).at(-1);
    first.socket.terminate();
    await send('two');
    for (const after of [seq, seq + 1000]) {
      const again = join(`?after_seq=${after}`);
      expect(await again.next()).toMatchObject({ type: 'sync', from_seq: after });
      await send(`three ${after}`);
      const frames = await until(again, isMessage(`three ${after}`));
      const texts = frames.filter(({ type }) => type === 'durable').map(({ seq: place }) => place);
      expect(texts).toEqual(texts.map((_, index) => texts[0] + index));
      if (after === seq) expect(texts[0]).toBe(seq + 1);
    }
  });

  it('show a reply while it is written, under the id that it will have', async () => {
    await open({ llm: ScriptedLlm.replying(say('a streamed answer')) });
    const client = join();
    await client.next();
    await client.next();
    await send('go', true);
    const frames = await until(client, isMessage('a streamed answer'));
    const [started, ...others] = frames.filter(({ item_id: id }) => id !== undefined);
    expect(started).toEqual({
      type: 'item_started',
      item_id: frames.at(-1).event.id,
      attempt: 1,
      anchor_seq: expect.any(Number),
    });
    expect(others.map(({ type, item_id: id }) => [type, id])).toEqual(others.map(() => ['delta', started.item_id]));
    expect(others.map(({ content }) => content).join('')).toBe('a streamed answer');
    expect(others.map(({ order }) => order)).toEqual(others.map((_, index) => index));
  });
});

describe('messages over the socket', () => {
  it('are sent and run; those that are refused are answered', async () => {
    await open({ llm: ScriptedLlm.replying(say('answer')) });
    const client = join();
    await client.next();
    await client.next();
    for (const frame of ['{', '[]', '{"role":"system","content":"x"}']) {
      client.socket.send(frame);
      expect(await client.next()).toEqual({ type: 'error', code: expect.any(String), detail: expect.any(String) });
    }
    client.socket.send('{"type":"auth","session_api_key":"ignored"}');
    client.socket.send('{"role":"user","content":"hello"}');
    await until(client, isMessage('answer'));
  });
});

describe('admission', () => {
  it('knows conversations and values as the events socket does', async () => {
    await open({ environment: { SESSION_API_KEY: 'k' } });
    const own = server.keys.keyFor(ID) as string;
    expect((await join(`?session_api_key=${own}`).next()).type).toBe('sync');
    expect(await join('?session_api_key=k', { id: UNKNOWN }).closed()).toBe(4004);
    for (const query of ['?session_api_key=wrong', '?session_api_key=k&after_seq=x']) {
      const [, response] = await once(join(query).socket, 'unexpected-response');
      expect(response.statusCode).toBe(403);
    }
  });

  it('ends when the conversation is removed', async () => {
    await open();
    const client = join();
    await client.next();
    await server.engine.delete(ID);
    expect(await client.closed()).toBe(4004);
  });
});
