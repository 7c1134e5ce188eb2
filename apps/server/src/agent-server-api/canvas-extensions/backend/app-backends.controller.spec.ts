import { mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../../__fixtures__/settings-caller.js';
import { SERVE, writeApp, type AppOptions } from '../__fixtures__/write-app.js';

const BASE = '/api/canvas-extensions';
const APP = `${BASE}/installed/counter`;
/** A program that counts in its data folder, and says where and how it was started. */
const PROGRAM = `
import { createServer } from 'node:http';
import { appendFileSync, readFileSync } from 'node:fs';
const [port, data] = process.argv.slice(2);
console.log('listens soon');
console.error('and complains');
createServer((request, response) => {
  if (request.url === '/health') return response.end('ok');
  appendFileSync(data + '/count', '.');
  const { HOME, SESSION_API_KEY } = process.env;
  response.end(JSON.stringify({ count: readFileSync(data + '/count', 'utf8').length, cwd: process.cwd(), HOME, SESSION_API_KEY }));
}).listen(Number(port), '127.0.0.1');
`;

let server: TestServer;
let folder: string;
const call = callerOf(() => server);

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'app-backends-')));
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Installs the extension; answers its revision. */
async function installApp(options: Partial<AppOptions> = {}): Promise<string> {
  const source = await writeApp(folder, { program: PROGRAM, ...options });
  expect(await call('POST', `${BASE}/install`, { source, force: true })).toMatchObject({ status: 200 });
  return (await call('GET', `${APP}/backend`)).body.revision;
}

const backend = (step: string, revision?: string): Promise<Answer> =>
  call('POST', `${APP}/backend/${step}`, revision === undefined ? undefined : { revision });

async function started(options: Partial<AppOptions> = {}): Promise<Answer> {
  const revision = await installApp(options);
  expect(await backend('prepare', revision)).toMatchObject({ status: 200, body: { prepared_revision: revision } });
  return backend('start', revision);
}

async function isReachable(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    () => true,
    () => false,
  );
}

describe('the program of an extension', () => {
  it('is prepared, started, watched and stopped, and keeps its data until they are deleted', async () => {
    const { status, body } = await started();
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        name: 'counter',
        state: 'ready',
        revision: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        prepared_revision: body.revision,
        pid: expect.any(Number),
        port: expect.any(Number),
        detail: null,
      },
    });
    const ask = async (port: number): Promise<unknown> => (await fetch(`http://127.0.0.1:${port}/`)).json();
    const seen = (await ask(body.port)) as { count: number; cwd: string; HOME: string };
    expect(seen).toEqual({
      count: 1,
      cwd: expect.stringMatching(/extensions\/canvas\/counter$/),
      HOME: expect.stringMatching(/canvas-data\/counter\/home$/),
    });
    expect((await call('GET', `${APP}/backend`)).body).toEqual(body);
    expect((await call('GET', `${APP}/backend/logs`)).body).toEqual({
      name: 'counter',
      logs: 'listens soon\nand complains\n',
      truncated: false,
    });
    expect((await call('GET', `${APP}/backend/logs?limit_bytes=5`)).body).toMatchObject({
      logs: 'ains\n',
      truncated: true,
    });
    expect((await backend('start', body.revision)).body).toEqual(body);
    expect((await call('DELETE', `${APP}/backend/data`)).status).toBe(409);

    expect((await backend('stop')).body).toMatchObject({ state: 'stopped', pid: null, port: null });
    expect(await isReachable(body.port)).toBe(false);

    const again = await backend('start', body.revision);
    expect(await ask(again.body.port)).toMatchObject({ count: 2 });
    await backend('stop');
    expect((await call('DELETE', `${APP}/backend/data`)).body).toMatchObject({ state: 'stopped' });
    await expect(readdir(join(seen.HOME, '..'))).rejects.toThrow('ENOENT');
  });

  it('is not started before a person has agreed to exactly what is installed', async () => {
    const revision = await installApp();
    expect(await backend('start', revision)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Prepare it first') },
    });
    expect(await backend('prepare', 'sha256:other')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Another revision is installed') },
    });
    await backend('prepare', revision);
    await installApp({ script: `echo changed; ${SERVE}` });
    expect((await call('GET', `${APP}/backend`)).body).toMatchObject({ prepared_revision: null, state: 'stopped' });
    expect((await backend('start', revision)).status).toBe(409);
  });

  it.each<[string, Partial<AppOptions>, string]>([
    ['another hash', { sha256: '0'.repeat(64) }, 'its SHA-256 differs'],
    ['a link', { prepareFolder: (directory) => symlink('/etc/passwd', join(directory, 'leak')) }, 'which is a link'],
  ])('is not unpacked from an archive with %s', async (_, options, sentence) => {
    const revision = await installApp(options);
    const { status, body } = await backend('prepare', revision);
    expect({ status, detail: body.detail }).toEqual({ status: 409, detail: expect.stringContaining(sentence) });
    expect((await call('GET', `${APP}/backend`)).body.prepared_revision).toBeNull();
  });

  it('is unhealthy when it ends by itself, and says how', async () => {
    const { body } = await started({ script: 'echo out of order; exit 3' });
    expect(body).toMatchObject({
      state: 'unhealthy',
      pid: null,
      port: null,
      detail: expect.stringContaining('ended with code 3'),
    });
    expect((await call('GET', `${APP}/backend/logs`)).body.logs).toBe('out of order\n');
  });

  it('is ended when it is not ready in time', async () => {
    const { body } = await started({ script: 'exec sleep 600', health: { timeout_seconds: 0.2 } });
    expect(body).toMatchObject({ state: 'unhealthy', detail: expect.stringContaining('not ready within 0.2 seconds') });
    expect((await call('GET', `${APP}/backend`)).body).toMatchObject({ state: 'unhealthy', pid: null });
  });

  it('can be stopped while it starts', async () => {
    const revision = await installApp({ script: 'echo begun; exec sleep 600' });
    await backend('prepare', revision);
    const start = backend('start', revision);
    while (!(await call('GET', `${APP}/backend/logs`)).body.logs.includes('begun'));
    expect((await call('GET', `${APP}/backend`)).body).toMatchObject({ state: 'starting', pid: expect.any(Number) });

    expect((await backend('stop')).body).toMatchObject({ state: 'stopped', pid: null });
    expect((await start).body).toMatchObject({ state: 'stopped' });
  });

  it('ends with what it belongs to: being enabled, being installed, the server', async () => {
    const { body } = await started();
    const again = await call('POST', `${BASE}/install`, { source: folder, force: true });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Stop the programs') } });
    await call('PATCH', APP, { enabled: false });
    expect(await isReachable(body.port)).toBe(false);

    const second = await backend('start', body.revision);
    expect((await call('DELETE', APP)).status).toBe(200);
    expect(await isReachable(second.body.port)).toBe(false);
    expect((await call('GET', `${APP}/backend`)).body).toMatchObject({ state: 'missing', prepared_revision: null });

    const third = await started();
    expect(third.body.state).toBe('ready');
    await server.close();
    expect(await isReachable(third.body.port)).toBe(false);
    server = await openTestServer({ storage: new InMemoryStorage() });
  });

  it('is missing without an extension, and not supported without a program', async () => {
    expect((await call('GET', `${BASE}/installed/none/backend`)).body).toEqual({
      name: 'none',
      state: 'missing',
      revision: null,
      prepared_revision: null,
      pid: null,
      port: null,
      detail: expect.stringContaining('not installed'),
    });
    expect((await call('POST', `${BASE}/installed/none/backend/start`, { revision: 'x' })).body.state).toBe('missing');
    expect((await call('POST', `${BASE}/installed/none/backend/stop`)).body.state).toBe('missing');
    expect((await call('POST', `${BASE}/installed/none/backend/prepare`, {})).status).toBe(422);
    expect((await call('GET', `${BASE}/installed/none/backend/logs?limit_bytes=0`)).status).toBe(422);
    await writeFile(join(folder, 'index.js'), '');
    const manifest = { schema_version: 1, name: 'plain', display_name: 'Plain', version: '1', entrypoint: 'index.js' };
    await writeFile(join(folder, 'canvas-extension.json'), JSON.stringify(manifest));
    await call('POST', `${BASE}/install`, { source: folder });
    expect((await call('GET', `${BASE}/installed/plain/backend`)).body).toMatchObject({ state: 'unsupported' });
  });
});
