import { request as httpRequest } from 'node:http';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

let server: TestServer;
let directory: string;
beforeAll(async () => void (server = await openTestServer({ storage: new InMemoryStorage() })));
afterAll(() => server.close());
beforeEach(async () => void (directory = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-files-')))));
afterEach(() => rm(directory, { recursive: true, force: true }));

const at = (...names: string[]): string => join(directory, ...names);

function address(operation: string, query: Record<string, string>): string {
  return `${server.agentServerUrl}/api/file/${operation}?${new URLSearchParams(query).toString()}`;
}

async function call(method: string, operation: string, query: Record<string, string>): Promise<[number, AnyJson]> {
  const response = await fetch(address(operation, query), { method });
  return [response.status, await response.json()];
}

function formOf(content: string | Blob, field = 'file', name = 'x.bin'): FormData {
  const form = new FormData();
  form.set(field, content instanceof Blob ? content : new Blob([content]), name);
  return form;
}

async function upload(path: string, body?: FormData): Promise<[number, AnyJson]> {
  const response = await fetch(address('upload', { path }), { method: 'POST', ...(body && { body }) });
  return [response.status, await response.json()];
}

describe('an upload', () => {
  it('makes the directories it needs and says how many bytes it wrote', async () => {
    expect(await upload(at('a', 'b', 'ünï.txt'), formOf('hällo'))).toEqual([200, { success: true, file_size: 6 }]);
    expect(await readFile(at('a', 'b', 'ünï.txt'), 'utf8')).toBe('hällo');
  });

  it('may be larger than any other body', async () => {
    const size = 20 * 1024 * 1024;
    expect(await upload(at('large'), formOf(new Blob([Buffer.alloc(size, 7)])))).toEqual([
      200,
      { success: true, file_size: size },
    ]);
    expect((await stat(at('large'))).size).toBe(size);
  });

  it('replaces a file, through a link, and keeps its permissions', async () => {
    await writeFile(at('script'), 'old and longer', { mode: 0o750 });
    await symlink(at('script'), at('link'));
    expect((await upload(at('link'), formOf('new')))[0]).toBe(200);
    expect(await readFile(at('script'), 'utf8')).toBe('new');
    expect((await stat(at('script'))).mode & 0o777).toBe(0o750);
    expect((await readdir(directory)).sort()).toEqual(['link', 'script']);
  });

  it('refuses a path that is relative, a directory, or below a file', async () => {
    await writeFile(at('file'), '');
    expect(await upload('rel/x', formOf(''))).toEqual([400, { detail: 'Path must be absolute' }]);
    expect(await upload(directory, formOf(''))).toEqual([400, { detail: 'Path is a directory' }]);
    expect((await upload(at('file', 'x'), formOf('')))[0]).toBe(400);
    expect((await upload(`${at('x')}\0`, formOf('')))[0]).toBe(400);
  });

  it('needs the field named file', async () => {
    const missing = [422, { detail: [{ type: 'missing', loc: ['body', 'file'], msg: 'Field required', input: null }] }];
    expect(await upload(at('x'), formOf('', 'other'))).toEqual(missing);
    expect(await upload(at('x'))).toEqual(missing);
    const json = await fetch(address('upload', { path: at('x') }), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, await json.json()]).toEqual(missing);
    expect(await readdir(directory)).toEqual([]);
  });

  it('that breaks off leaves what was there', async () => {
    await writeFile(at('x'), 'before');
    const request = httpRequest(address('upload', { path: at('x') }), {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 1_000_000 },
    });
    request.on('error', () => undefined);
    request.write('--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\nhalf');
    request.write('y'.repeat(100_000));
    while ((await readdir(directory)).length < 2) await new Promise(setImmediate);
    request.destroy();
    while ((await readdir(directory)).length > 1) await new Promise(setImmediate);
    expect(await readFile(at('x'), 'utf8')).toBe('before');
  });

  it('whose form is broken is refused and leaves nothing', async () => {
    const send = (body: string, contentType: string) =>
      fetch(address('upload', { path: at('x') }), { method: 'POST', body, headers: { 'content-type': contentType } });
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n';
    expect((await send(`${head}half`, 'multipart/form-data; boundary=b')).status).toBe(400);
    expect((await send(`${head}x\r\n--b--`, 'multipart/form-data; boundary=')).status).toBe(400);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a download', () => {
  it('gives the bytes under a name of any characters', async () => {
    await writeFile(at('ünï "q".txt'), 'hi\n');
    const response = await fetch(address('download', { path: at('ünï "q".txt') }));
    expect([response.status, await response.text()]).toEqual([200, 'hi\n']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '3',
      'accept-ranges': 'bytes',
      'content-disposition': `attachment; filename="_n_ _q_.txt"; filename*=UTF-8''%C3%BCn%C3%AF%20%22q%22.txt`,
    });
  });

  it('gives a range, and the whole file to who has another version', async () => {
    await writeFile(at('x'), '0123456789');
    const ranged = (range: string, headers: Record<string, string> = {}) =>
      fetch(address('download', { path: at('x') }), { headers: { range, ...headers } });
    const part = await ranged('bytes=2-4');
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    const none = await ranged('bytes=10-');
    expect([none.status, none.headers.get('content-range')]).toEqual([416, 'bytes */10']);
    const etag = part.headers.get('etag') ?? '';
    expect((await ranged('bytes=2-4', { 'if-range': etag })).status).toBe(206);
    expect(await (await ranged('bytes=2-4', { 'if-range': '"another"' })).text()).toBe('0123456789');
  });

  it('tells its length to who only asks for that', async () => {
    await writeFile(at('x'), '0123456789');
    const response = await fetch(address('download', { path: at('x') }), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '10', '']);
  });

  it('may be empty', async () => {
    await writeFile(at('x'), '');
    const response = await fetch(address('download', { path: at('x') }));
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('refuses what is no file', async () => {
    expect(await call('GET', 'download', { path: directory })).toEqual([400, { detail: 'Path is not a file' }]);
    expect(await call('GET', 'download', { path: at('x') })).toEqual([404, { detail: 'File not found' }]);
    expect(await call('GET', 'download', { path: 'x' })).toEqual([400, { detail: 'Path must be absolute' }]);
    expect((await call('GET', 'download', {}))[0]).toBe(422);
  });
});

describe('directories', () => {
  it('are made with their parents, again and again', async () => {
    await writeFile(at('file'), '');
    await symlink(directory, at('link'));
    const create = (path: string) => call('POST', 'create_directory', { path });
    expect(await create(at('a', 'b'))).toEqual([200, { success: true }]);
    expect(await create(at('a', 'b'))).toEqual([200, { success: true }]);
    expect(await create(at('link'))).toEqual([200, { success: true }]);
    expect(await create(at('file'))).toEqual([400, { detail: 'Path exists and is not a directory' }]);
    expect((await create(at('file', 'x')))[0]).toBe(400);
    expect((await create('x'))[0]).toBe(400);
  });

  it('are listed in pages, by name in any case, without links, files and hidden ones', async () => {
    for (const name of ['Beta', 'alpha', 'gamma', '.hidden']) await mkdir(at(name));
    await writeFile(at('file'), '');
    await symlink('/', at('root'));
    const search = async (query: Record<string, string> = {}) => {
      const [, page] = await call('GET', 'search_subdirs', { path: directory, ...query });
      return [page.items.map(({ name }: AnyJson) => name), page.next_page_id];
    };
    expect(await search()).toEqual([['alpha', 'Beta', 'gamma'], null]);
    expect(await search({ limit: '1' })).toEqual([['alpha'], 'Beta']);
    expect(await search({ limit: '1', page_id: 'Beta' })).toEqual([['Beta'], 'gamma']);
    expect(await search({ page_id: 'beta' })).toEqual([['Beta', 'gamma'], null]);
    expect(await search({ page_id: 'zzz' })).toEqual([[], null]);
    expect((await search({ include_hidden: 'true' }))[0]).toEqual(['.hidden', 'alpha', 'Beta', 'gamma']);
    expect((await call('GET', 'search_subdirs', { path: at('file') }))[0]).toBe(400);
    expect((await call('GET', 'search_subdirs', { path: at('none') }))[0]).toBe(404);
    expect((await call('GET', 'search_subdirs', { path: directory, limit: '101' }))[0]).toBe(422);
  });

  it('begin at the home', async () => {
    const [status, home] = await call('GET', 'home', {});
    expect(status).toBe(200);
    expect(home).toEqual({
      home: expect.stringMatching(/^\//),
      favorites: expect.any(Array),
      locations: [{ label: '/', path: '/' }],
    });
  });
});
