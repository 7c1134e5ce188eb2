import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aLongTime, InMemoryStorage, processesWith } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '22222222-2222-4333-8444-555555555555';
const UNKNOWN = '33333333-2222-4333-8444-555555555555';

let server: TestServer;
let outside: string;
let root: string;

beforeEach(async () => {
  outside = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-place-')));
  root = join(outside, 'workspace');
  await mkdir(root);
  await writeFile(join(outside, 'secret.txt'), 'secret');
  await symlink(outside, join(root, 'up'));
  server = await openTestServer({ storage: new InMemoryStorage(), environment: { SESSION_API_KEY: 'k' } });
  await server.engine.create({ conversationId: ID, directory: root });
  await server.engine.create({ conversationId: OTHER });
});
afterEach(async () => {
  await server.close();
  await rm(outside, { recursive: true, force: true });
});

interface Asked {
  readonly id?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly base?: string;
}

function ask(method: string, path: string, { id = ID, key = 'k', body, base = server.agentServerUrl }: Asked = {}) {
  const json = body !== undefined && !(body instanceof FormData);
  return fetch(`${base}/api/conversations/${id}/${path}`, {
    method,
    headers: { 'x-session-api-key': key, ...(json && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
  });
}

async function answer(method: string, path: string, asked?: Asked): Promise<{ status: number; body: AnyJson }> {
  const response = await ask(method, path, asked);
  return { status: response.status, body: (await response.json()) as AnyJson };
}

const at = (path: string): string => `path=${encodeURIComponent(path)}`;

describe('commands of a conversation', () => {
  const execute = (command: string, more: object = {}) =>
    answer('POST', 'bash/execute_bash_command', { body: { command, ...more } });

  it('run in its directory, on both ports, with a history of their own', async () => {
    const { status, body } = await execute('pwd');
    expect([status, body.stdout, body.exit_code]).toEqual([200, `${root}\n`, 0]);
    await mkdir(join(root, 'in'));
    expect((await execute('pwd', { cwd: join(root, 'in') })).body.stdout).toBe(`${root}/in\n`);

    const { body: page } = await answer('GET', 'bash/bash_events/search?kind__eq=BashCommand', { base: server.url });
    expect(page.items.map(({ command, cwd }: AnyJson) => [command, cwd])).toEqual([
      ['pwd', root],
      ['pwd', join(root, 'in')],
    ]);
    expect((await answer('GET', `bash/bash_events/${page.items[0].id}`)).body).toEqual(page.items[0]);
    expect((await answer('GET', `bash/bash_events/${page.items[0].id}`, { id: OTHER })).status).toBe(404);
    expect((await answer('GET', 'bash/bash_events/search', { id: OTHER })).body.items).toEqual([]);
    const all = await fetch(`${server.agentServerUrl}/api/bash/bash_events/search`, {
      headers: { 'x-session-api-key': 'k' },
    });
    expect(((await all.json()) as AnyJson).items).toEqual([]);
    expect((await answer('DELETE', 'bash/bash_events')).body).toEqual({ cleared_count: 4 });
  });

  it('answer with all of a long output', async () => {
    const { body } = await execute('head -c 3000000 /dev/zero | tr "\\0" x; echo end >&2');
    expect([body.stdout.length, body.stderr]).toEqual([3_000_000, 'end\n']);
  });

  it('are stopped by their id, and end with their conversation', async () => {
    const time = aLongTime();
    const started = async (): Promise<string> =>
      (await answer('POST', 'bash/start_bash_command', { body: { command: `sleep ${time}` } })).body.id;
    const id = await started();
    expect((await answer('POST', `bash/bash_commands/${id}/stop`)).body).toEqual({ success: true });
    expect((await answer('POST', `bash/bash_commands/${id}/stop`)).body).toEqual({ success: true });
    expect((await answer('POST', `bash/bash_commands/${UNKNOWN}/stop`)).status).toBe(404);
    expect((await answer('POST', `bash/bash_commands/${id}/stop`, { id: OTHER })).status).toBe(404);
    expect(processesWith(time)).toEqual([]);

    await started();
    await server.engine.delete(ID);
    expect(processesWith(time)).toEqual([]);
  });

  it('stay in the workspace', async () => {
    for (const cwd of [outside, '/', join(root, 'up'), 'relative', `${root}/..`]) {
      expect([cwd, (await execute('pwd', { cwd })).status]).toEqual([cwd, 422]);
    }
  });
});

describe('files of a conversation', () => {
  const form = (text: string): FormData => {
    const data = new FormData();
    data.set('file', new Blob([text]), 'name');
    return data;
  };

  it('are written, read and archived', async () => {
    const path = join(root, 'a/b/file.bin');
    expect((await answer('POST', `file/upload?${at(path)}`, { body: form('content') })).body).toMatchObject({
      success: true,
      file_size: 7,
    });
    expect(await readFile(path, 'utf8')).toBe('content');
    expect(await (await ask('GET', `file/download?${at(path)}`, { base: server.url })).text()).toBe('content');
    expect((await answer('POST', `file/create_directory?${at(join(root, 'new/dir'))}`)).body).toEqual({
      success: true,
    });
    expect(existsSync(join(root, 'new/dir'))).toBe(true);
    expect((await ask('GET', `file/archive?${at(root)}&format=tar.gz`)).headers.get('content-type')).toBe(
      'application/gzip',
    );
    expect((await answer('GET', `file/download?${at(join(root, 'nothing'))}`)).status).toBe(404);
    expect((await answer('POST', `file/upload?${at(join(root, 'a'))}`, { body: form('x') })).status).toBe(400);
    expect((await answer('POST', `file/create_directory?${at(path)}`)).status).toBe(400);
  });

  it('are those of its directory alone', async () => {
    for (const path of [
      join(outside, 'secret.txt'),
      join(root, 'up/secret.txt'),
      join(root, 'up/new.txt'),
      `${root}/../secret.txt`,
      'relative.txt',
    ]) {
      const statuses = [
        (await answer('GET', `file/download?${at(path)}`)).status,
        (await answer('POST', `file/upload?${at(path)}`, { body: form('x') })).status,
        (await answer('POST', `file/create_directory?${at(path)}`)).status,
        (await answer('GET', `file/archive?${at(path)}`)).status,
      ];
      expect([path, ...statuses]).toEqual([path, 422, 422, 422, 422]);
    }
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
    expect(existsSync(join(outside, 'new.txt'))).toBe(false);
  });

  it('do not follow a link that was put in their place', async () => {
    await symlink(join(outside, 'secret.txt'), join(root, 'link.txt'));
    expect((await answer('POST', `file/upload?${at(join(root, 'link.txt'))}`, { body: form('x') })).status).toBe(422);
  });

  it('are its trajectory, and no other', async () => {
    expect((await ask('GET', `file/download-trajectory/${ID}`)).headers.get('content-type')).toBe('application/zip');
    expect((await answer('GET', `file/download-trajectory/${OTHER}`)).status).toBe(422);
  });
});

describe('repositories of a conversation', () => {
  beforeEach(async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: root });
    git('init', '-q', '-b', 'main');
    await writeFile(join(root, '.gitignore'), 'up\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    await writeFile(join(root, 'new.txt'), 'new');
  });

  it('tell what changed and what was committed', async () => {
    expect((await answer('GET', `git/changes?${at(root)}`)).body).toEqual([{ status: 'ADDED', path: 'new.txt' }]);
    expect((await answer('GET', `git/diff?${at(join(root, 'new.txt'))}`)).body).toEqual({
      original: '',
      modified: 'new',
    });
    const { body } = await answer('GET', `git/commits?${at(root)}`, { base: server.url });
    expect(body.commits).toMatchObject([{ subject: 'first' }]);
    expect((await answer('GET', `git/commits/${body.commits[0].sha}/changes?${at(root)}`)).body).toEqual([
      { status: 'ADDED', path: '.gitignore' },
    ]);
  });

  it('lie in its directory', async () => {
    for (const path of ['changes', 'diff', 'commits', 'commits/abcdef/changes']) {
      expect([path, (await answer('GET', `git/${path}?${at(outside)}`)).status]).toEqual([path, 422]);
    }
  });
});

it('says that the runtime can be used, and that there is no editor', async () => {
  const info = { runtime_status: 'available', can_resume: true, runtime_error: null };
  await server.engine.prepare(ID);
  expect((await answer('GET', 'runtime')).body).toEqual(info);
  expect((await answer('POST', 'runtime/reprovision', { base: server.url })).body).toEqual(info);
  expect((await answer('GET', 'vscode/status')).body).toMatchObject({ running: false, enabled: false });
  expect(await answer('GET', 'vscode/url')).toMatchObject({
    status: 503,
    body: { exception: expect.stringContaining('503: ') },
  });
});

it('is open to the key of its conversation, and to no other', async () => {
  const own = server.keys.keyFor(ID) as string;
  const other = server.keys.keyFor(OTHER) as string;
  for (const path of ['bash/bash_events/search', `git/commits?${at(root)}`, 'runtime', 'vscode/status']) {
    const statuses = [(await ask('GET', path, { key: own })).status, (await ask('GET', path, { key: other })).status];
    expect([path, ...statuses]).toEqual([path, 200, 401]);
  }
});

it.each(['bash/bash_events/search', 'runtime', 'vscode/status', 'vscode/url', 'git/commits?path=/'])(
  'knows nothing of conversations that do not exist: %s',
  async (path) => {
    expect((await ask('GET', path, { id: UNKNOWN })).status).toBe(404);
    expect((await ask('GET', path, { id: 'nope' })).status).toBe(422);
  },
);
