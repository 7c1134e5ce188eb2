import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const UNKNOWN = '00000000000040008000000000000000';

let server: TestServer;
let workspace: string;
let outside: string;
let id: string;

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  execFileSync('git', [...identity, ...args], { cwd: join(workspace, 'repo') });
}

beforeAll(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
  const { view } = await server.engine.create({ trigger: 'gui' });
  id = toHexId(view.record.id);
  workspace = await server.engine.prepare(view.record.id);
  await mkdir(workspace, { recursive: true });
  outside = await mkdtemp(join(tmpdir(), 'openhands-nest-outside-'));
  await writeFile(join(outside, 'secret.txt'), 'geheim');
  await mkdir(join(workspace, 'repo/.openhands/microagents'), { recursive: true });
  await writeFile(join(workspace, 'repo/.openhands/microagents/help.md'), '# help\n');
  await writeFile(join(workspace, 'repo/a.txt'), 'one\n');
  await writeFile(join(workspace, 'repo/gone.txt'), 'was here\n');
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'a.txt', 'gone.txt');
  git('commit', '--quiet', '--message', 'first');
  await writeFile(join(workspace, 'repo/a.txt'), 'two\n');
  await rm(join(workspace, 'repo/gone.txt'));
  await mkdir(join(workspace, 'node_modules/x'), { recursive: true });
  await mkdir(join(workspace, 'build'));
  await writeFile(join(workspace, '.gitignore'), 'build/\n*.log\n!keep.log\n');
  for (const name of ['B.txt', 'a.txt', 'x.log', 'keep.log']) await writeFile(join(workspace, name), name);
  await symlink(outside, join(workspace, 'way-out'));
  await symlink(join(outside, 'secret.txt'), join(workspace, 'link.txt'));
});
afterAll(async () => {
  await server.close();
  await rm(outside, { recursive: true, force: true });
});

async function ask(path: string, conversation = id): Promise<[number, AnyJson]> {
  const response = await fetch(`${server.url}/api/conversations/${conversation}/${path}`);
  return [response.status, await response.json()];
}

async function upload(...files: [name: string, content: Uint8Array][]): Promise<[number, AnyJson]> {
  const body = new FormData();
  for (const [name, content] of files) body.append('files', new Blob([content]), name);
  const response = await fetch(`${server.url}/api/conversations/${id}/upload-files`, { method: 'POST', body });
  return [response.status, await response.json()];
}

describe('files of a conversation', () => {
  it('are listed: directories first, in order, without what is ignored', async () => {
    expect(await ask('list-files')).toEqual([
      200,
      ['repo/', '.gitignore', 'a.txt', 'B.txt', 'keep.log', 'link.txt', 'way-out'],
    ]);
    expect(await ask('list-files?path=repo/.openhands/microagents')).toEqual([
      200,
      ['repo/.openhands/microagents/help.md'],
    ]);
    expect(await ask(`list-files?path=${encodeURIComponent(join(workspace, 'repo'))}`)).toEqual([
      200,
      [join(workspace, 'repo/.git/'), join(workspace, 'repo/.openhands/'), join(workspace, 'repo/a.txt')],
    ]);
  });

  it('are listed no further than the workspace, and a missing directory is empty', async () => {
    for (const path of ['nothing', 'a.txt', '/etc', '..', 'way-out', `a%00b`]) {
      expect(await ask(`list-files?path=${path}`)).toEqual([200, []]);
    }
  });

  it('are shown as text', async () => {
    expect(await ask('select-file?file=repo/a.txt')).toEqual([200, { code: 'two\n' }]);
    await writeFile(join(workspace, 'build/image.bin'), Uint8Array.of(0x89, 0, 0xff));
    expect(await ask('select-file?file=build/image.bin')).toEqual([415, { error: expect.any(String) }]);
    expect((await ask('select-file?file=nothing'))[0]).toBe(404);
    expect((await ask('select-file?file=repo'))[0]).toBe(400);
    expect((await ask('select-file'))[0]).toBe(422);
    for (const file of ['/etc/passwd', '../x', 'link.txt', 'way-out/secret.txt']) {
      const [status, body] = await ask(`select-file?file=${file}`);
      expect([status, JSON.stringify(body).includes('geheim')]).toEqual([400, false]);
    }
  });

  it('come in byte for byte, under a name and never a path', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    const [status, body] = await upload(
      ['../../up.bin', bytes],
      ['..', bytes],
      ['link.txt', bytes],
      ['last.txt', Uint8Array.of(1)],
    );
    expect([status, body]).toEqual([
      200,
      {
        uploaded_files: [join(workspace, 'up.bin'), join(workspace, 'last.txt')],
        skipped_files: [
          { name: '', reason: expect.any(String) },
          { name: 'link.txt', reason: 'Path is not a file' },
        ],
      },
    ]);
    expect(Buffer.compare(await readFile(join(workspace, 'up.bin')), bytes)).toBe(0);
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('geheim');
    expect((await upload())[0]).toBe(422);
    for (const name of ['up.bin', 'last.txt']) await rm(join(workspace, name));
  });

  it('go out as one archive without what lies outside', async () => {
    const response = await fetch(`${server.url}/api/conversations/${id}/zip-directory`);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="workspace.zip"');
    const archive = join(outside, 'w.zip');
    await writeFile(archive, Buffer.from(await response.arrayBuffer()));
    const list = ['-c', 'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);z.testzip();print(*z.namelist(),sep="\\n")'];
    const names = execFileSync('python3', [...list, archive], { encoding: 'utf8' }).split('\n');
    expect(names).toEqual(expect.arrayContaining(['repo/a.txt', 'a.txt', '.gitignore']));
    expect(names.filter((name) => name.includes('secret') || name.includes('way-out'))).toEqual([]);
  });

  it('that changed are listed and compared', async () => {
    expect(await ask('git/changes')).toEqual([
      200,
      [
        { status: 'A', path: 'repo/.openhands/microagents/help.md' },
        { status: 'M', path: 'repo/a.txt' },
        { status: 'D', path: 'repo/gone.txt' },
      ],
    ]);
    expect(await ask('git/diff?path=repo/a.txt')).toEqual([200, { original: 'one\n', modified: 'two\n' }]);
    expect(await ask('git/diff?path=repo/gone.txt')).toEqual([200, { original: 'was here\n', modified: '' }]);
    expect((await ask('git/diff?path=/etc/passwd'))[0]).toBe(400);
    expect((await ask('git/diff?path=a.txt'))[0]).toBe(404);
    expect((await ask('git/diff'))[0]).toBe(422);
  });

  it('are no changes any more once they are pushed', async () => {
    const repository = join(workspace, 'pushed');
    const run = (...args: string[]): void => git('-C', repository, ...args);
    await mkdir(repository);
    run('init', '--quiet', '--initial-branch=main');
    run('commit', '--quiet', '--allow-empty', '--message', 'first');
    run('update-ref', 'refs/remotes/origin/main', 'HEAD');
    run('checkout', '--quiet', '-b', 'feature');
    await writeFile(join(repository, 'new.txt'), 'new\n');
    run('add', 'new.txt');
    run('commit', '--quiet', '--message', 'second');
    const changed = { status: 'A', path: 'pushed/new.txt' };
    expect((await ask('git/changes'))[1]).toContainEqual(changed);
    expect((await ask('git/diff?path=pushed/new.txt'))[1]).toEqual({ original: '', modified: 'new\n' });

    run('update-ref', 'refs/remotes/origin/feature', 'HEAD');
    expect((await ask('git/changes'))[1]).not.toContainEqual(changed);
    expect((await ask('git/diff?path=pushed/new.txt'))[1]).toEqual({ original: 'new\n', modified: 'new\n' });
    await rm(repository, { recursive: true });
  });

  it('belong to a conversation that exists', async () => {
    for (const path of ['list-files', 'select-file?file=a', 'zip-directory', 'git/changes', 'git/diff?path=a']) {
      expect(await ask(path, UNKNOWN)).toEqual([404, { detail: `Conversation ${UNKNOWN} not found` }]);
    }
  });
});
