import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer } from './git-http-server.js';

let host: GitHttpServer;
let directory: string;

beforeEach(async () => {
  host = await GitHttpServer.start();
  directory = await mkdtemp(join(tmpdir(), 'git-client-'));
});

afterEach(async () => {
  await host.close();
  await rm(directory, { recursive: true, force: true });
});

async function git(...arguments_: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    HOME: directory,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return (await promisify(execFile)('git', arguments_, { cwd: directory, env })).stdout;
}

describe('GitHttpServer', () => {
  it('serves files and branches to a real git, with and without .git in the address', async () => {
    await host.addRepository('acme/api', {
      files: { 'README.md': 'hello\n' },
      branches: { 'feature/login': { 'src/login.ts': 'export {};\n' } },
    });

    await git('clone', '--quiet', '--branch', 'feature/login', `${host.origin}/acme/api`, 'one');
    await git('clone', '--quiet', `${host.origin}/acme/api.git`, 'two');

    expect(await readFile(join(directory, 'one/src/login.ts'), 'utf8')).toBe('export {};\n');
    expect(await readFile(join(directory, 'one/README.md'), 'utf8')).toBe('hello\n');
    expect((await git('-C', 'two', 'branch', '--all')).split('\n').map((line) => line.trim())).toContain(
      'remotes/origin/feature/login',
    );
  });

  it('asks for its token', async () => {
    await host.addRepository('acme/api', { files: { a: 'a' } });
    host.requiredToken = 'open-sesame';
    const withToken = host.origin.replace('//', '//user:open-sesame@');

    await expect(git('ls-remote', `${host.origin}/acme/api`)).rejects.toThrow(/could not read Username/);
    expect(await git('ls-remote', `${withToken}/acme/api`)).toContain('refs/heads/main');
    expect(host.requests.at(-1)?.credentials).toEqual({ user: 'user', password: 'open-sesame' });
  });

  it('refuses with the fault it is given, and what it does not have', async () => {
    await expect(git('ls-remote', `${host.origin}/acme/none`)).rejects.toThrow(/not found/);
    host.fault = 403;
    await expect(git('ls-remote', `${host.origin}/acme/none`)).rejects.toThrow(/403/);
  });

  it('holds packs until they are released', async () => {
    await host.addRepository('acme/api', { files: { a: 'a' } });
    const packs = host.holdPacks();
    const clone = git('clone', '--quiet', `${host.origin}/acme/api`, 'one');

    await packs.requested;
    packs.release();

    await clone;
    expect(await readFile(join(directory, 'one/a'), 'utf8')).toBe('a');
  });
});
