import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { createArchive } from './create-archive.js';

let server: TestServer;
let directory: string;
beforeAll(async () => void (server = await openTestServer({ storage: new InMemoryStorage() })));
afterAll(() => server.close());
beforeEach(async () => void (directory = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-archived-')))));
afterEach(() => rm(directory, { recursive: true, force: true }));

const at = (...names: string[]): string => join(directory, ...names);

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: at(folder), encoding: 'utf8' }).trim();
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
}

function archive(path: string, query: Record<string, string> = {}, more = ''): Promise<Response> {
  const parameters = new URLSearchParams({ path, ...query }).toString();
  return fetch(`${server.agentServerUrl}/api/file/archive?${parameters}${more}`);
}

/** Names of what an archive holds, below the directory's own. */
async function unpacked(response: Response): Promise<string[]> {
  await writeFile(at('answer.tar.gz'), Buffer.from(await response.arrayBuffer()));
  await mkdir(at('unpacked'), { recursive: true });
  execFileSync('tar', ['--extract', '--file', at('answer.tar.gz'), '--directory', at('unpacked')]);
  const found = execFileSync('find', ['.', '-not', '-type', 'd'], { cwd: at('unpacked'), encoding: 'utf8' });
  return found.trim().split('\n').sort();
}

const QUERY = { path: '', use_default_excludes: true };
/** Swaps a directory and a link to another one, without an end. */
const SWAPPING = `
  const { renameSync } = require('node:fs');
  const { parentPort, workerData: { one, other } } = require('node:worker_threads');
  const swap = () => { renameSync(one, one + '~'); renameSync(other, one); renameSync(one + '~', other); };
  swap();
  parentPort.postMessage('begun');
  for (;;) swap();
`;

describe('a compressed archive', () => {
  it('holds long names, empty directories and large files as they are', async () => {
    const long = `${'d'.repeat(90)}/${'ü'.repeat(90)}/${'f'.repeat(120)}.txt`;
    await write({ [`src/${long}`]: 'long', 'src/large.txt': 'x'.repeat(1_000_001), 'src/run.sh': '' });
    await mkdir(at('src', 'empty'));
    await chmod(at('src', 'run.sh'), 0o755);
    await unpacked(await archive(at('src'), { format: 'tar.gz' }));
    expect(await readFile(at('unpacked', 'src', long), 'utf8')).toBe('long');
    expect((await readFile(at('unpacked', 'src', 'large.txt'))).length).toBe(1_000_001);
    expect((await stat(at('unpacked', 'src', 'run.sh'))).mode & 0o777).toBe(0o755);
    expect((await stat(at('unpacked', 'src', 'empty'))).isDirectory()).toBe(true);
  });

  it('holds the files and a list, without what can be made again and without links that lead away', async () => {
    await write({
      'src/ünï "q".txt': 'text',
      'src/a/b.js': 'b',
      'src/node_modules/x.js': '',
      'src/x.pyc': '',
      'src/-e': '',
    });
    await symlink('a/b.js', at('src', 'inside'));
    await symlink('/etc/passwd', at('src', 'away'));
    await symlink('../../x', at('src', 'a', 'up'));

    const response = await archive(at('src'), { format: 'tar.gz' });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="src.tar.gz"');
    expect(await unpacked(response)).toEqual([
      './src/-e',
      './src/a/b.js',
      './src/archive_manifest.json',
      './src/inside',
      './src/ünï "q".txt',
    ]);
    const manifest = JSON.parse(await readFile(at('unpacked/src/archive_manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ format: 'tar.gz', source: 'src', file_count: 3, total_bytes: 5 });
  });

  it('of everything still has no credentials of git', async () => {
    await write({ 'src/a.txt': '', 'src/.git-credentials': 'secret', 'src/dist/x': '', 'src/b.bin': '' });
    git('src', 'init', '--quiet');
    git('src', 'remote', 'add', 'origin', 'https://user:secret@example.com/a.git');

    const response = await archive(
      at('src'),
      { format: 'tar.gz', use_default_excludes: 'false' },
      '&exclude=*.bin&exclude=hooks',
    );

    expect(response.headers.get('x-archive-repo-remote')).toBe(encodeURIComponent('https://example.com/a.git'));
    const names = await unpacked(response);
    expect(names).toEqual(expect.arrayContaining(['./src/a.txt', './src/dist/x', './src/.git/HEAD']));
    expect(names.filter((name) => /config|credentials|b\.bin|hooks/.test(name))).toEqual([]);
  });
});

describe('a compressed archive of a conversation', () => {
  it('holds nothing from outside, however its directories are swapped for links meanwhile', async () => {
    await write({ 'work/many/a.txt': 'a', 'work/sub/x.txt': 'inner', 'elsewhere/x.txt': 'secret' });
    await symlink(at('elsewhere'), at('link'));
    const swapping = new Worker(SWAPPING, { eval: true, workerData: { one: at('work', 'sub'), other: at('link') } });
    try {
      await once(swapping, 'message');
      for (let count = 0; count < 20; count += 1) {
        const { file } = await createArchive(at('work'), { ...QUERY, format: 'tar.gz' }, at('work'));
        const bytes = gunzipSync(await file.handle.readFile());
        await file.handle.close();
        expect(bytes.toString('latin1')).not.toContain('secret');
      }
    } finally {
      await swapping.terminate();
    }
  }, 60_000);

  it('is refused of a directory that has been moved outside', async () => {
    await write({ 'work/a.txt': '', 'elsewhere/x.txt': 'secret' });
    await symlink(at('elsewhere'), at('work', 'sub'));
    const made = createArchive(at('work', 'sub'), { ...QUERY, format: 'tar.gz' }, at('work'));
    await expect(made).rejects.toThrow('The directory was moved');
  });
});

describe('a patch', () => {
  it('is of the only repository below a directory', async () => {
    await write({ 'work/deep/repo/a.txt': 'one\n', 'work/beside.txt': '' });
    git('work/deep/repo', 'init', '--quiet', '--initial-branch=main');
    git('work/deep/repo', 'add', '--all');
    git('work/deep/repo', 'commit', '--quiet', '--message', 'first');
    const head = git('work/deep/repo', 'rev-parse', 'HEAD');
    await write({ 'work/deep/repo/b.txt': 'two\n' });

    const whole = await archive(at('work'));
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="repo.patch"');
    expect(whole.headers.get('x-archive-branch')).toBe('main');
    expect(whole.headers.get('x-archive-base-commit')).toBeNull();
    expect(await whole.text()).toMatch(/a\.txt[^]*\+one[^]*b\.txt[^]*\+two/);

    const rest = await archive(at('work'), { base_ref: 'HEAD' });
    expect(rest.headers.get('x-archive-base-commit')).toBe(head);
    expect(rest.headers.get('x-archive-base-ref')).toBe('HEAD');
    expect(await rest.text()).not.toContain('a.txt');
  });

  it('needs a repository, a base that exists, and a directory', async () => {
    await write({ 'src/a.txt': '' });
    expect((await archive(at('src'))).status).toBe(400);
    git('src', 'init', '--quiet');
    expect((await archive(at('src'), { base_ref: 'nope' })).status).toBe(400);
    expect((await archive(at('src'), { format: 'zip' })).status).toBe(422);
    expect((await archive(at('src', 'a.txt'))).status).toBe(400);
    expect((await archive(at('none'))).status).toBe(404);
    expect((await archive(basename(directory))).status).toBe(400);
    expect((await archive('/', { format: 'tar.gz', exclude: '*' })).status).toBe(400);
  });
});
