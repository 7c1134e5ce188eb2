import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aLongTime, InMemoryStorage, processesWith } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const UNKNOWN = '0'.repeat(32);
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());

/** A request to `/api/bash`; unlike fetch, this sends a body with a GET. */
function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${server.agentServerUrl}/api/bash/${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode as number, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    });
    request.on('error', reject);
    request.end(text);
  });
}

const execute = async (command: string, more = {}) =>
  (await call('POST', 'execute_bash_command', { command, ...more })).body;
const search = async (query = '') => (await call('GET', `bash_events/search?${query}`)).body;

async function lastOutputOf(commandId: string): Promise<AnyJson> {
  for (;;) {
    const { items } = await search(`command_id__eq=${commandId}`);
    const last = items.find(({ exit_code: exitCode }: AnyJson) => exitCode !== null);
    if (last) return last;
  }
}

describe('a command', () => {
  it('that is executed answers with its output', async () => {
    expect(await execute('echo out; echo err >&2; exit 3')).toEqual({
      kind: 'BashOutput',
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      timestamp: expect.stringMatching(TIME),
      command_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      order: 0,
      exit_code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    expect(await execute('true')).toMatchObject({ exit_code: 0, stdout: null, stderr: null });
  });

  it('that is started answers at once, and its end follows', async () => {
    const { status, body } = await call('POST', 'start_bash_command', { command: 'echo hi', cwd: '/' });
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: 'BashCommand',
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      timestamp: expect.stringMatching(TIME),
      command: 'echo hi',
      cwd: '/',
      timeout: 300,
    });
    expect(await lastOutputOf(body.id)).toMatchObject({ order: 0, exit_code: 0, stdout: 'hi\n' });
  });

  it('is answered by all of its output, which is stored in pieces', async () => {
    const last = await execute('head -c 2500000 /dev/zero | tr "\\0" a; echo e >&2; exit 4');
    expect(last).toMatchObject({ order: 2, exit_code: 4, stderr: 'e\n' });
    expect(last.stdout).toHaveLength(2_500_000);
    const { items } = await search(`command_id__eq=${last.command_id}&kind__eq=BashOutput&order__gt=-1`);
    expect(items.map(({ order, exit_code: code, stdout }: AnyJson) => [order, code, stdout.length])).toEqual([
      [0, null, 1_048_576],
      [1, null, 1_048_576],
      [2, 4, 402_848],
    ]);
  });

  it('ends when its time is over', async () => {
    let timeout = 1;
    const say = () => execute('echo a; sleep 100', { timeout });
    let ended = await say();
    // A busy machine may not have started the shell by then.
    for (; ended.stdout === null; ended = await say()) timeout *= 3;
    expect(ended).toMatchObject({ exit_code: -1, stdout: 'a\n' });
    expect(await execute('echo a', { timeout: 0 })).toMatchObject({ exit_code: -1, stdout: null });
  });

  it('says why it could not be started', async () => {
    expect(await execute('pwd', { cwd: '/nonexistent' })).toMatchObject({
      order: 0,
      exit_code: -1,
      stdout: null,
      stderr: expect.stringContaining('/nonexistent'),
    });
  });

  it('can be stopped, any number of times', async () => {
    const time = aLongTime();
    const { body } = await call('POST', 'start_bash_command', { command: `sleep ${time} & sleep ${time}` });
    while (processesWith(time).length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await call('POST', `bash_commands/${body.id}/stop`)).toEqual({ status: 200, body: { success: true } });
    }
    expect(processesWith(time)).toEqual([]);
    expect(await lastOutputOf(body.id)).toMatchObject({ exit_code: -15 });
    expect((await call('POST', `bash_commands/${UNKNOWN}/stop`)).status).toBe(404);
    expect((await call('POST', `bash_commands/${(await lastOutputOf(body.id)).id}/stop`)).status).toBe(404);
    expect((await call('POST', 'bash_commands/x/stop')).status).toBe(422);
  });

  it.each([
    [{}, ['body', 'command']],
    [{ command: 7 }, ['body', 'command']],
    [{ command: 'x', timeout: 'long' }, ['body', 'timeout']],
    [{ command: 'x', timeout: null }, ['body', 'timeout']],
    [{ command: 'x', cwd: 7 }, ['body', 'cwd']],
  ])('like %j is refused, and nothing is stored', async (body, loc) => {
    for (const path of ['start_bash_command', 'execute_bash_command']) {
      const answer = await call('POST', path, body);
      expect([answer.status, answer.body.detail[0].loc]).toEqual([422, loc]);
    }
    expect(await search()).toEqual({ items: [], next_page_id: null });
  });

  it('keeps to the operator: no conversation has a key to it', async () => {
    await server.close();
    server = await openTestServer({ storage: new InMemoryStorage(), environment: { SESSION_API_KEY: 'k' } });
    const url = `${server.agentServerUrl}/api/bash/bash_events/search`;
    const status = async (key: string) => (await fetch(url, { headers: { 'x-session-api-key': key } })).status;
    expect(await status('k')).toBe(200);
    expect(await status(server.keys.keyFor('11111111-2222-4333-8444-555555555555') as string)).toBe(401);
  });

  it('gets nothing of the keys of the server', async () => {
    await server.close();
    const environment = { SESSION_API_KEY: 'the-session-key' };
    server = await openTestServer({ storage: new InMemoryStorage(), environment });
    const response = await fetch(`${server.url}/agent-server/api/bash/execute_bash_command`, {
      method: 'POST',
      body: JSON.stringify({ command: 'env' }),
      headers: { 'x-session-api-key': 'the-session-key', 'content-type': 'application/json' },
    });
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('the-session-key');
  });
});

describe('events', () => {
  it('are searched, paged, and sorted', async () => {
    for (const word of ['one', 'two', 'three']) await execute(`echo ${word}`);
    const { items: commands } = await search('kind__eq=BashCommand');
    expect(commands.map(({ command }: AnyJson) => command)).toEqual(['echo one', 'echo two', 'echo three']);

    const first = await search('kind__eq=BashOutput&limit=2&sort_order=TIMESTAMP_DESC');
    expect(first.items.map(({ stdout }: AnyJson) => stdout)).toEqual(['three\n', 'two\n']);
    const next = await search(`kind__eq=BashOutput&limit=2&sort_order=TIMESTAMP_DESC&page_id=${first.next_page_id}`);
    expect(next.items.map(({ stdout }: AnyJson) => stdout)).toEqual(['one\n']);
    expect(next.next_page_id).toBeNull();

    const { timestamp } = commands[1];
    expect((await search(`timestamp__gte=${timestamp}`)).items).toHaveLength(4);
    expect((await search(`timestamp__lt=${timestamp.replace('Z', '%2B00:00')}`)).items).toHaveLength(2);
    const { command_id: id } = first.items[0];
    expect((await search(`command_id__eq=${id}&order__gt=0`)).items).toEqual([]);
    expect((await search(`command_id__eq=${id}&order__gt=-1`)).items).toEqual([first.items[0]]);
  });

  it('are got by their ids, one or many', async () => {
    const output = await execute('echo hi');
    const { body: command } = await call('GET', `bash_events/${output.command_id}`);
    expect(command).toMatchObject({ kind: 'BashCommand', command: 'echo hi', cwd: null });
    expect(await call('GET', `bash_events/${UNKNOWN}`)).toEqual({ status: 404, body: { detail: 'Not Found' } });
    expect(await call('GET', 'bash_events/', [output.id, 'nobody', command.id])).toEqual({
      status: 200,
      body: [output, null, command],
    });
  });

  it.each([
    ['bash_events/search?limit=0', undefined, ['query', 'limit']],
    ['bash_events/search?kind__eq=Foo', undefined, ['query', 'kind__eq']],
    ['bash_events/search?command_id__eq=1', undefined, ['query', 'command_id__eq']],
    ['bash_events/search?sort_order=UP', undefined, ['query', 'sort_order']],
    ['bash_events/', undefined, ['body']],
    ['bash_events/', {}, ['body']],
    ['bash_events/', [7], ['body', 0]],
  ])('are not shown for %s with %j', async (path, body, loc) => {
    const answer = await call('GET', path, body);
    expect([answer.status, answer.body.detail[0].loc]).toEqual([422, loc]);
  });

  it('are forgotten on request, while what runs goes on', async () => {
    await execute('true');
    const folder = await mkdtemp(join(tmpdir(), 'openhands-nest-bash-'));
    const script = `until [ -e ${folder}/go ]; do sleep 0.01; done; echo done`;
    const { body } = await call('POST', 'start_bash_command', { command: script });
    expect(await call('DELETE', 'bash_events')).toEqual({ status: 200, body: { cleared_count: 3 } });
    expect(await call('DELETE', 'bash_events')).toEqual({ status: 200, body: { cleared_count: 0 } });
    await execute(`touch ${folder}/go`);
    expect(await lastOutputOf(body.id)).toMatchObject({ stdout: 'done\n', exit_code: 0 });
    await rm(folder, { recursive: true });
  });

  it('of large outputs come in pages of a bounded size', async () => {
    const last = await execute('head -c 12000000 /dev/zero | tr "\\0" a');
    const pages: AnyJson[] = [await search(`command_id__eq=${last.command_id}`)];
    while (pages.at(-1).next_page_id) {
      pages.push(await search(`command_id__eq=${last.command_id}&page_id=${pages.at(-1).next_page_id}`));
    }
    expect(pages.length).toBeGreaterThan(1);
    const outputs = pages.flatMap(({ items }) => items);
    expect(outputs.map(({ order }) => order)).toEqual(outputs.map((_, index) => index));
    expect(outputs.reduce((sum, { stdout }) => sum + (stdout?.length ?? 0), 0)).toBe(12_000_000);
  });
});

it('tells the end of commands that an earlier server did not see', async () => {
  await server.close();
  const storage = new InMemoryStorage();
  const gone = {
    kind: 'BashCommand',
    timestamp: '2026-01-01T00:00:00.000000Z',
    command: 'x',
    cwd: null,
    timeout: 1,
  } as const;
  await storage.bashEvents.append({ ...gone, id: 'a'.repeat(32) }, `elsewhere - 1 1`);
  server = await openTestServer({ storage });
  const { hostname } = await import('node:os');
  await storage.bashEvents.append({ ...gone, id: 'b'.repeat(32) }, `${hostname()} another-boot 1 1`);
  await server.bash.recover();
  expect((await search()).items).toMatchObject([
    { id: 'a'.repeat(32) },
    { id: 'b'.repeat(32) },
    { command_id: 'b'.repeat(32), exit_code: -1, order: 0, stderr: expect.stringContaining('server ended') },
  ]);
});
