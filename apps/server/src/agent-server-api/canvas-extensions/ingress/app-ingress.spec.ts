import { createRequire } from 'node:module';
import { once } from 'node:events';
import { request as ask, type OutgoingHttpHeaders } from 'node:http';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { WebSocket } from 'ws';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { writeApp } from '../__fixtures__/write-app.js';

const KEY = 'key-of-the-ingress';
/** Where browsers find programs, as its operator says; requests here only claim to go there. */
const PLACE = 'http://apps.localhost:4321';
const HOST = new URL(PLACE).host;
const GUI = 'http://localhost:3001';
const APP = '/app-backends/counter';
/** A program that shows what reaches it, sends back what comes through a socket, and misbehaves when it is asked to. */
const PROGRAM = `
import { createServer } from 'node:http';
import ws from ${JSON.stringify(createRequire(import.meta.url).resolve('ws'))};
const [port] = process.argv.slice(2);
const server = createServer(async (request, response) => {
  if (request.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1/' }).end();
  if (request.url === '/break') return request.socket.destroy();
  let body = '';
  for await (const piece of request) body += piece;
  const { method, url, headers } = request;
  response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'stolen=1', 'x-own': 'yes' });
  response.end(JSON.stringify({ method, url, headers, body }));
}).listen(Number(port), '127.0.0.1');
const sockets = new ws.WebSocketServer({ noServer: true });
server.on('upgrade', (request, connection, head) => {
  if (request.url.startsWith('/none')) return connection.end('HTTP/1.1 404 Not Found\\r\\n\\r\\n');
  sockets.handleUpgrade(request, connection, head, (socket) => {
    socket.send(JSON.stringify({ url: request.url, cookie: request.headers.cookie ?? null }));
    socket.on('message', (data) => socket.send('back: ' + data));
  });
});
`;

interface Reply {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

let server: TestServer;
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'app-ingress-')));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(
  environment: Readonly<Record<string, string>> = { OH_APP_BACKEND_PUBLIC_URL: PLACE },
): Promise<void> {
  server = await openTestServer({
    storage: new InMemoryStorage(),
    environment: { SESSION_API_KEY: KEY, ...environment },
  });
}

/** A request as a browser makes it, under the name of the programs. */
async function send(method: string, path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Reply> {
  const onward = ask(`${server.agentServerUrl}${path}`, { method, headers: { host: HOST, ...headers }, agent: false });
  onward.end(body);
  const [response] = (await once(onward, 'response')) as [import('node:http').IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

async function api(method: string, path: string, body?: object): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', 'x-session-api-key': KEY, host: '127.0.0.1' };
  const reply = await send(method, path, headers, body && JSON.stringify(body));
  expect(reply.status).toBe(200);
  return JSON.parse(reply.body) as Record<string, string>;
}

async function startProgram(): Promise<void> {
  const base = '/api/canvas-extensions';
  await api('POST', `${base}/install`, { source: await writeApp(folder, { program: PROGRAM }) });
  const backend = `${base}/installed/counter/backend`;
  const { revision } = await api('GET', backend);
  await api('POST', `${backend}/prepare`, { revision });
  expect((await api('POST', `${backend}/start`, { revision }))['state']).toBe('ready');
}

const bySession = { origin: GUI, 'x-session-api-key': KEY };

/** The cookie of a new session, as a browser sends it. */
async function cookieOfSession(): Promise<string> {
  const { headers } = await send('POST', `${APP}/session`, bySession);
  return String([headers['set-cookie']].flat()[0]).split(';')[0] ?? '';
}

function refusalOf(reply: Reply): [number, string] {
  const { detail, exception } = JSON.parse(reply.body) as { detail: string; exception?: string };
  return [reply.status, exception ?? detail];
}

describe('the way of browsers to the program of an extension', () => {
  it('is opened for a page of the GUI, and hands on nothing of its keys and cookies', async () => {
    await open();
    await startProgram();

    const session = await send('POST', `${APP}/session`, bySession);
    expect(session.status).toBe(200);
    expect(JSON.parse(session.body)).toEqual({
      ingress_url: `${PLACE}/app-backends/counter/`,
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
      iframe_sandbox: expect.stringContaining('allow-scripts'),
    });
    const [given = ''] = [session.headers['set-cookie']].flat().map(String);
    expect(given).toMatch(
      /^oh_app_backend_session=[\w-]{43}; HttpOnly; Max-Age=300; Path=\/app-backends\/counter; SameSite=None; Secure; Partitioned$/,
    );
    const cookie = given.split(';')[0];

    const headers = { cookie, origin: PLACE, 'x-session-api-key': KEY, authorization: 'Bearer x', 'x-mine': 'kept' };
    const posted = await send('POST', `${APP}/deep/er?a=1&session_api_key=${KEY}&b=%20`, headers, 'a body');
    expect(posted).toMatchObject({ status: 200, headers: { 'x-own': 'yes' } });
    expect(posted.headers).not.toHaveProperty('set-cookie');
    const seen = JSON.parse(posted.body) as { headers: object };
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/deep/er?a=1&b=%20',
      body: 'a body',
      headers: { 'x-mine': 'kept' },
    });
    expect(JSON.stringify(seen)).not.toContain(KEY);
    for (const name of ['cookie', 'authorization', 'x-session-api-key']) expect(seen.headers).not.toHaveProperty(name);

    expect(JSON.parse((await send('GET', APP, { cookie })).body)).toMatchObject({ method: 'GET', url: '/' });
    const { body } = await send('GET', '/server_info', { host: '127.0.0.1' });
    expect(JSON.parse(body)).toMatchObject({
      app_backend_ingress_url: PLACE,
      capabilities: expect.arrayContaining(['canvas_app_backend_bridge_v1']),
    });
  });

  it('is closed to everybody else', async () => {
    await open();
    await startProgram();
    const cookie = await cookieOfSession();
    const refused = async (method: string, path: string, headers: OutgoingHttpHeaders): Promise<[number, string]> =>
      refusalOf(await send(method, path, headers));

    expect(await refused('GET', `${APP}/`, {})).toEqual([401, 'Unauthorized']);
    expect(await refused('GET', `${APP}/`, { cookie: `${cookie}x` })).toEqual([401, 'Unauthorized']);
    expect((await refused('GET', `${APP}/`, { cookie, host: '127.0.0.1:4321' }))[0]).toBe(421);
    expect((await refused('POST', `${APP}/`, { cookie }))[0]).toBe(403);
    expect((await refused('POST', `${APP}/`, { cookie, origin: GUI }))[0]).toBe(403);
    expect((await refused('GET', `${APP}/%252e%252e/x`, { cookie }))[0]).toBe(400);
    expect((await refused('GET', '/app-backends/other/', { cookie }))[0]).toBe(503);
    expect((await refused('GET', `${APP}/away`, { cookie }))[0]).toBe(502);
    expect((await refused('GET', `${APP}/break`, { cookie }))[0]).toBe(502);
  });

  it('gives sessions to pages of the GUI only, with the key of the server', async () => {
    await open();
    await startProgram();
    const refused = async (headers: OutgoingHttpHeaders): Promise<number> =>
      (await send('POST', `${APP}/session`, headers)).status;

    expect(await refused({ origin: GUI })).toBe(401);
    expect(await refused({ 'x-session-api-key': KEY })).toBe(403);
    expect(await refused({ ...bySession, origin: 'https://elsewhere.example' })).toBe(403);
    expect(await refused({ ...bySession, origin: PLACE })).toBe(409);
    expect(await refused({ ...bySession, host: '127.0.0.1' })).toBe(421);
    expect((await send('POST', '/app-backends/other/session', bySession)).status).toBe(503);
    expect((await send('POST', '/app-backends/Other/session', bySession)).status).toBe(422);
  });

  it('ends with its session, and with the program', async () => {
    await open();
    await startProgram();
    const cookie = await cookieOfSession();
    const reach = async (): Promise<number> => (await send('GET', `${APP}/`, { cookie })).status;
    expect(await reach()).toBe(200);

    const ended = await send('DELETE', `${APP}/session`, { ...bySession, cookie });
    expect(ended).toMatchObject({ status: 204, headers: { 'set-cookie': [expect.stringContaining('Max-Age=0')] } });
    expect(await reach()).toBe(401);

    const second = await cookieOfSession();
    const backend = '/api/canvas-extensions/installed/counter/backend';
    const { revision } = await api('POST', `${backend}/stop`, {});
    expect((await send('GET', `${APP}/`, { cookie: second })).status).toBe(503);
    await api('POST', `${backend}/start`, { revision });
    expect((await send('GET', `${APP}/`, { cookie: second })).status).toBe(401);
  });

  it('carries sockets of pages of the program, until the session ends', async () => {
    await open();
    await startProgram();
    const cookie = await cookieOfSession();
    const address = `${server.agentServerUrl.replace('http', 'ws')}${APP}`;
    const socket = new WebSocket(`${address}/live?x=1`, { headers: { host: HOST, cookie }, origin: PLACE });
    const [greeting] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(greeting.toString())).toEqual({ url: '/live?x=1', cookie: null });
    socket.send('hello');
    const [echo] = (await once(socket, 'message')) as [Buffer];
    expect(echo.toString()).toBe('back: hello');

    const closed = once(socket, 'close');
    await send('DELETE', `${APP}/session`, { ...bySession, cookie });
    await closed;

    const statusOf = async (path: string, origin: string, own: string): Promise<number> => {
      const refused = new WebSocket(`${address}${path}`, { headers: { host: HOST, cookie: own }, origin });
      refused.on('error', () => undefined);
      const [, response] = (await once(refused, 'unexpected-response')) as [unknown, { statusCode: number }];
      refused.terminate();
      return response.statusCode;
    };
    const fresh = await cookieOfSession();
    expect(await statusOf('/live', PLACE, cookie)).toBe(401);
    expect(await statusOf('/live', GUI, fresh)).toBe(403);
    expect(await statusOf('/none', PLACE, fresh)).toBe(502);
  });

  it('does not exist where nobody has said where it is', async () => {
    await open({});
    expect(refusalOf(await send('GET', `${APP}/`))).toEqual([
      503,
      expect.stringContaining('set OH_APP_BACKEND_PUBLIC_URL'),
    ]);
    expect(refusalOf(await send('POST', `${APP}/session`, bySession))[0]).toBe(503);
  });
});
