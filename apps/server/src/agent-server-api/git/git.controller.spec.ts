import { execFileSync } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

let server: TestServer;
let directory: string;

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
}

beforeAll(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
  directory = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-git-api-')));
  git('init', '--quiet', '--initial-branch=main');
  await writeFile(join(directory, 'a.txt'), 'one\n');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  await writeFile(join(directory, 'a.txt'), 'two\n');
  await writeFile(join(directory, 'b.txt'), '');
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

async function ask(operation: string, query: Record<string, string> = {}): Promise<[number, AnyJson]> {
  const parameters = new URLSearchParams({ path: directory, ...query }).toString();
  const response = await fetch(`${server.agentServerUrl}/api/git/${operation}?${parameters}`);
  return [response.status, await response.json()];
}

describe('git over HTTP', () => {
  it('shows changes, texts and commits', async () => {
    const sha = git('rev-parse', 'HEAD');
    const file = join(directory, 'a.txt');
    expect(await ask('changes')).toEqual([
      200,
      [
        { status: 'UPDATED', path: 'a.txt' },
        { status: 'ADDED', path: 'b.txt' },
      ],
    ]);
    expect(await ask('diff', { path: file })).toEqual([200, { original: 'one\n', modified: 'two\n' }]);
    expect(await ask('diff', { path: file, commit: sha })).toEqual([200, { original: '', modified: 'one\n' }]);
    expect(await ask('commits')).toEqual([
      200,
      {
        commits: [{ sha, short_sha: sha.slice(0, 7), subject: 'first', author: 'Ada', timestamp: expect.any(String) }],
        has_more: false,
      },
    ]);
    expect(await ask(`commits/${sha}/changes`)).toEqual([200, [{ status: 'ADDED', path: 'a.txt' }]]);
  });

  it('refuses what git cannot answer with 400', async () => {
    const file = join(directory, 'a.txt');
    const questions: [string, Record<string, string>][] = [
      ['changes', { ref: 'nope' }],
      ['changes', { path: 'relative' }],
      ['changes', { path: `${directory}\0` }],
      ['diff', { path: join(directory, 'nothing') }],
      ['diff', { path: file, ref: 'HEAD', commit: 'abcd' }],
      ['diff', { path: file, ref: '--output=x' }],
      ['commits/abcd/changes', {}],
    ];
    for (const [operation, query] of questions) {
      expect(await ask(operation, query)).toEqual([400, { detail: expect.any(String) }]);
    }
  });

  it('refuses values of another form with 422', async () => {
    expect((await ask('commits', { limit: '0' }))[0]).toBe(422);
    expect(await ask('commits/-x/changes')).toEqual([
      422,
      { detail: [expect.objectContaining({ loc: ['path', 'sha'], type: 'string_pattern_mismatch' })] },
    ]);
    expect((await ask('diff', { commit: 'HEAD' }))[0]).toBe(422);
  });

  it('has nothing to say of what is in no repository', async () => {
    const path = tmpdir();
    expect(await ask('commits', { path })).toEqual([200, { commits: [], has_more: false }]);
    expect(await ask('commits/abcd/changes', { path })).toEqual([200, []]);
    expect(await ask('diff', { path: join(path, 'x') })).toEqual([200, { original: null, modified: null }]);
  });
});
