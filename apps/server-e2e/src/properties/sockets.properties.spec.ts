import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fc, runs, type Arbitrary } from '@openhands-nest/testing/properties';
import { WebSocket } from 'ws';
import { answers } from '../harness/model-turns.js';
import { until } from '../harness/observations.js';
import type { ServerProcess } from '../harness/server-process.js';
import { Stage } from '../harness/stage.js';
import { clientFrame, RawSocket } from './raw-socket.js';

const RUNS = 40;
const TEXT = 0x81;
const TOO_LARGE = 8 * 1024 * 1024 + 1;

let stage: Stage;
let server: ServerProcess;
let conversation: string;
beforeAll(async () => {
  stage = await Stage.set(() => answers('Fine.'));
  server = await stage.startServer();
  conversation = (await stage.clientOf(server).newConversation()).conversation_id;
}, 60_000);
afterAll(() => stage.strike(), 60_000);

/** Path of each socket by its name. */
const SOCKETS = {
  events: () => `/sockets/events/${conversation}`,
  session: () => `/sockets/session/${conversation}`,
  bash: () => '/sockets/bash-events',
};

/** What is no message and no command, and what is one but for a mistake. */
const frames: Arbitrary<string | Uint8Array> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.json(),
  fc.uint8Array({ maxLength: 200 }),
  fc.jsonValue().map((content) => JSON.stringify({ role: 'user', content })),
  fc.jsonValue().map((timeout) => JSON.stringify({ command: 'true', timeout })),
  fc.jsonValue().map((key) => JSON.stringify({ type: 'auth', session_api_key: key })),
  fc.integer({ min: 1, max: 400 }).map((depth) => '['.repeat(depth)),
);

function check<T>(values: Arbitrary<T>, predicate: (value: T) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(values, predicate);
  return fc.assert(property, { numRuns: runs(RUNS) });
}

async function readersOf(id: string): Promise<number> {
  const answer = await fetch(`${server.url}/api/conversations/${id}`);
  return ((await answer.json()) as { num_connections: number }).num_connections;
}

describe.each(Object.entries(SOCKETS))('the %s socket', (_name, path) => {
  it('answers frames of every sort, and stays open', async () => {
    await check(fc.array(frames, { minLength: 1, maxLength: 8 }), async (sent) => {
      const socket = new WebSocket(`${server.agentServerUrl}${path()}`);
      socket.on('message', (data: Buffer) => void JSON.parse(data.toString()));
      await once(socket, 'open');
      for (const frame of sent) socket.send(frame);
      socket.ping();
      const [why] = (await Promise.race([once(socket, 'pong'), once(socket, 'close')])) as [Buffer | number];
      expect(why).toEqual(Buffer.alloc(0));
      socket.close(1000);
      expect((await once(socket, 'close'))[0]).toBe(1000);
    });
  }, 60_000);

  it('closes with 1009 for a frame that is too large', async () => {
    const socket = new WebSocket(`${server.agentServerUrl}${path()}`);
    await once(socket, 'open');
    socket.send(Buffer.alloc(TOO_LARGE, 'a'));
    // The server is done with it before all of it is sent.
    socket.on('error', () => undefined);
    expect((await once(socket, 'close'))[0]).toBe(1009);
  }, 30_000);

  it.each([
    ['bytes that are no text', 1007, () => clientFrame(TEXT, Buffer.from([0xc3, 0x28]))],
    ['a frame without a mask', 1002, () => clientFrame(TEXT, Buffer.from('{}'), false)],
    ['a sort of frame that is none', 1002, () => clientFrame(0x83, Buffer.from('{}'))],
    ['the end of a message that did not begin', 1002, () => clientFrame(0x80, Buffer.from('{}'))],
    ['a closing code that is none', 1002, () => clientFrame(0x88, Buffer.from([0x03, 0xec]))],
  ] as const)('closes for %s with %i', async (_what, code, bytes) => {
    const socket = RawSocket.ask(server.agentServerUrl, path());
    expect(await socket.status()).toBe(101);
    socket.send(bytes());
    expect(await socket.closed()).toBe(code);
  });

  it('lives on when clients send nonsense, or are gone at any moment', async () => {
    const ways = fc.record({ bytes: fc.uint8Array({ maxLength: 300 }), moment: fc.constantFrom(0, 1, 2, 3) });
    await check(ways, async ({ bytes, moment }) => {
      const socket = RawSocket.ask(server.agentServerUrl, path());
      if (moment === 0) return socket.vanish();
      expect(await socket.status()).toBe(101);
      if (moment > 1) socket.send(Buffer.from(bytes));
      if (moment === 2) return socket.vanish();
      await socket.closed();
    });
    await until(async () => (await readersOf(conversation)) === 0, 'nobody counts as a reader');
  }, 60_000);

  it('refuses what it does not understand in its address', async () => {
    const query = fc.dictionary(
      fc.constantFrom('resend_mode', 'resend_all', 'after_seq', 'after_timestamp', 'session_api_key', 'other'),
      fc.oneof(
        fc.constantFrom('all', 'since', 'true', '-1', '0', '99999999999999', '2026-01-01T00:00:00Z'),
        fc.string(),
      ),
    );
    const rest = fc.oneof(fc.constant(''), fc.webPath(), fc.constantFrom('%', '%00', '/', '//', '/..', '%2f'));
    await check(fc.record({ query, rest }), async (asked) => {
      const socket = RawSocket.ask(
        server.agentServerUrl,
        `${path()}${asked.rest}?${new URLSearchParams(asked.query).toString()}`,
      );
      expect([101, 403, 404]).toContain(await socket.status());
      socket.vanish();
    });
  }, 60_000);
});

it('leaves no failure unhandled behind', async () => {
  expect((await fetch(`${server.agentServerUrl}/ready`)).status).toBe(200);
  const { code, output } = await server.stop();
  expect(output.split('\n').filter((line) => / error /.test(line))).toEqual([]);
  expect(code).toBe(0);
}, 30_000);
