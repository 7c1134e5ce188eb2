import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../__fixtures__/open-test-server.js';
import { openSocketClient, type SocketClient } from '../__fixtures__/socket-client.js';

let server: TestServer;
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await server.close();
});

async function open(environment: Record<string, string> = {}): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), environment });
}

function join(query = '', origin = server.agentServerUrl): SocketClient {
  const client = openSocketClient(`${origin}/sockets/bash-events${query}`);
  clients.push(client.socket);
  return client;
}

/** A client that is being served: what happens from now on, it hears of. */
async function joined(query = '', origin = server.agentServerUrl): Promise<SocketClient> {
  const client = join(query, origin);
  await once(client.socket, 'open');
  client.socket.send('?');
  expect((await client.next()).kind).toBe('BashError');
  return client;
}

async function refusal(query: string): Promise<number> {
  const [, response] = await once(join(query).socket, 'unexpected-response');
  return response.statusCode as number;
}

const run = (command: string) => server.bash.execute({ command, cwd: null, timeout: 30 });

describe('frames', () => {
  it('tell every client of every command, on both ports', async () => {
    await open();
    const readers = [await joined(), await joined('', `${server.url}/agent-server`), await joined('', server.url)];
    await run('echo hi');
    for (const reader of readers) {
      const command = await reader.next();
      expect(command).toMatchObject({ kind: 'BashCommand', command: 'echo hi', cwd: null });
      expect(await reader.next()).toMatchObject({
        kind: 'BashOutput',
        command_id: command.id,
        stdout: 'hi\n',
        stderr: null,
      });
    }
  });

  it.each(['?resend_mode=all', '?resend_all=true', '?resend_mode=all&resend_all=false'])(
    'replay everything for %s, and go on live',
    async (query) => {
      await open();
      await run('echo one');
      const reader = join(query);
      expect([(await reader.next()).kind, (await reader.next()).stdout]).toEqual(['BashCommand', 'one\n']);
      await run('echo two');
      expect([(await reader.next()).kind, (await reader.next()).stdout]).toEqual(['BashCommand', 'two\n']);
    },
  );

  it('start commands', async () => {
    await open();
    const client = await joined();
    client.socket.send('{"command":"pwd","cwd":"/","timeout":5}');
    expect(await client.next()).toMatchObject({ kind: 'BashCommand', command: 'pwd', cwd: '/', timeout: 5 });
    expect(await client.next()).toMatchObject({ kind: 'BashOutput', stdout: '/\n', exit_code: 0 });
  });

  it('that are refused are answered, and the socket stays open', async () => {
    await open();
    const client = await joined();
    for (const frame of ['{', '[]', '"a"', '{"x":1}', '{"command":1}']) {
      client.socket.send(frame);
      expect(await client.next()).toEqual({
        kind: 'BashError',
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        timestamp: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/),
        code: expect.stringMatching(/Error$/),
        detail: expect.any(String),
      });
    }
    client.socket.send('{"type":"auth","session_api_key":"ignored"}');
    client.socket.send('{"command":"true"}');
    expect((await client.next()).kind).toBe('BashCommand');
  });
});

describe('admission', () => {
  it('refuses unknown modes with 403', async () => {
    await open();
    for (const query of ['?resend_mode=since', '?resend_mode=some', '?resend_all=perhaps'])
      expect(await refusal(query)).toBe(403);
  });

  it('takes the key of the server in the query or in the first frame, and no other', async () => {
    await open({ SESSION_API_KEY: 'k' });
    const own = server.keys.keyFor('11111111-2222-4333-8444-555555555555') as string;
    await joined('?session_api_key=k');
    for (const wrong of ['wrong', own]) expect(await refusal(`?session_api_key=${wrong}`)).toBe(403);
    for (const [key, isRight] of [
      ['k', true],
      ['wrong', false],
      [own, false],
    ] as const) {
      const client = join();
      client.socket.once('open', () => client.socket.send(JSON.stringify({ type: 'auth', session_api_key: key })));
      if (!isRight) expect(await client.closed()).toBe(4001);
      else {
        client.socket.once('open', () => client.socket.send('{'));
        expect((await client.next()).kind).toBe('BashError');
      }
    }
  });

  it('lets fifty readers in and no more', async () => {
    await open();
    for (let index = 0; index < 50; index += 1) await joined();
    expect(await join().closed()).toBe(1013);
  });

  it('says goodbye with the end of the server', async () => {
    await open();
    const client = await joined();
    await server.close();
    expect(await client.closed()).toBe(1001);
    await open();
  });
});

it('cuts off readers that do not read, who cost no memory and hold up no command', async () => {
  // Long enough for the reader below, who shares a busy machine with all others, not to count as one of them.
  await open({ SOCKET_STALL_MS: '5000' });
  const stalled = connect(Number(new URL(server.agentServerUrl).port), '127.0.0.1');
  stalled.write(
    'GET /sockets/bash-events HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
  );
  await once(stalled, 'readable');
  const last = await run('head -c 30000000 /dev/zero | tr "\\0" a');
  expect(last).toMatchObject({ exit_code: 0, order: 28 });
  while (server.bash.log.readers > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  stalled.destroy();

  const reader = join('?resend_mode=all');
  expect((await reader.next()).kind).toBe('BashCommand');
  for (let order = 0; order <= 28; order += 1) expect((await reader.next()).order).toBe(order);
}, 180_000);
