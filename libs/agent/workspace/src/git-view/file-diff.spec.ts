import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkingCopy } from './__fixtures__/working-copy.js';
import { commitChanges, fileDiff, listCommits, MAX_DIFF_BYTES } from './index.js';

let copy: WorkingCopy;
afterEach(() => copy.remove());

/** Swaps a directory and a link to another one, without an end. */
const SWAPPING = `
  const { renameSync } = require('node:fs');
  const { parentPort, workerData: { one, other } } = require('node:worker_threads');
  const swap = () => { renameSync(one, one + '~'); renameSync(other, one); renameSync(one + '~', other); };
  swap();
  parentPort.postMessage('begun');
  for (;;) swap();
`;

const work = (path: string, ref?: string) => fileDiff(copy.at(path), { kind: 'work', ref });

describe('a file', () => {
  it('is shown before and after the work', async () => {
    copy = await WorkingCopy.with({ 'dir/a.txt': 'one\r\n', 'gone/deep/b.txt': 'two\n' });
    await copy.write({ 'dir/a.txt': 'ünï\n', 'new.txt': 'new' });
    await rm(copy.at('gone'), { recursive: true });

    expect(await work('dir/a.txt')).toEqual({ original: 'one\r\n', modified: 'ünï\n' });
    expect(await work('gone/deep/b.txt')).toEqual({ original: 'two\n', modified: '' });
    expect(await work('new.txt')).toEqual({ original: '', modified: 'new' });
    await expect(work('nothing.txt')).rejects.toThrow('does not exist');
    await expect(work('dir')).rejects.toThrow('is not a file');
  });

  it('is shown before and after a commit, from what git keeps', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    const first = await copy.git('rev-parse', 'HEAD');
    await copy.git('mv', 'a.txt', 'b.txt');
    const second = await copy.commit('second');
    await rm(copy.at('b.txt'));
    const inCommit = (path: string, commit: string) => fileDiff(copy.at(path), { kind: 'commit', commit });

    expect(await inCommit('a.txt', first)).toEqual({ original: '', modified: 'one\n' });
    expect(await inCommit('a.txt', second)).toEqual({ original: 'one\n', modified: '' });
    expect(await inCommit('b.txt', second.slice(0, 8))).toEqual({ original: '', modified: 'one\n' });
    await expect(inCommit('a.txt', 'abcd1234')).rejects.toThrow('no commit abcd1234');
  });

  it('of more than a mebibyte is refused, on either side', async () => {
    copy = await WorkingCopy.with({ 'a.bin': Buffer.alloc(MAX_DIFF_BYTES + 1), 'b.bin': Buffer.alloc(MAX_DIFF_BYTES) });
    await copy.write({ 'a.bin': '' });
    await expect(work('a.bin')).rejects.toThrow('too large');
    expect((await work('b.bin')).modified).toHaveLength(MAX_DIFF_BYTES);
    await copy.write({ 'b.bin': Buffer.alloc(MAX_DIFF_BYTES + 1) });
    await expect(work('b.bin')).rejects.toThrow('too large');
  });

  it('is never one from elsewhere, however its directory is swapped for a link meanwhile', async () => {
    copy = await WorkingCopy.with({ 'sub/x.txt': 'inner' });
    const elsewhere = await mkdtemp(join(tmpdir(), 'openhands-nest-elsewhere-'));
    await writeFile(join(elsewhere, 'x.txt'), 'secret');
    await symlink(elsewhere, copy.at('link'));
    const swapping = new Worker(SWAPPING, { eval: true, workerData: { one: copy.at('sub'), other: copy.at('link') } });
    await once(swapping, 'message');
    try {
      for (let count = 0; count < 25; count += 1) {
        const shown = await work('sub/x.txt').catch(() => undefined);
        expect(shown?.modified).not.toBe('secret');
      }
    } finally {
      await swapping.terminate();
      await rm(elsewhere, { recursive: true });
    }
  }, 60_000);

  it('that is a link is its target, and one that is a pipe is refused without waiting', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    await symlink('/etc/passwd', copy.at('link'));
    await promisify(execFile)('mkfifo', [copy.at('pipe')]);
    expect(await work('link')).toEqual({ original: '', modified: '/etc/passwd' });
    await expect(work('pipe')).rejects.toThrow('is not a file');
  });

  it('outside of every repository has no sides', async () => {
    copy = await WorkingCopy.make();
    expect(await work('a.txt')).toEqual({ original: null, modified: null });
  });
});

describe('commits', () => {
  it('are listed newest first, and have their files', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n', 'dir/b.txt': 'two\n' });
    await copy.write({ 'a.txt': 'more\n' });
    await copy.git('mv', 'dir/b.txt', 'dir/c.txt');
    const second = await copy.commit('second\n\nwith a body');

    expect(await listCommits(copy.at('dir'), 1)).toEqual({
      commits: [
        {
          sha: second,
          shortSha: second.slice(0, 7),
          subject: 'second',
          author: 'Ada',
          timestamp: '2026-01-02T03:04:05+02:00',
        },
      ],
      hasMore: true,
    });
    const { commits, hasMore } = await listCommits(copy.directory, 2);
    expect([commits.map(({ subject }) => subject), hasMore]).toEqual([['second', 'first'], false]);
    const changesOf = async (sha: string) =>
      (await commitChanges(copy.at('dir'), sha)).map(({ kind, path }) => `${kind} ${path}`);
    expect(await changesOf(second)).toEqual(['updated a.txt', 'deleted dir/b.txt', 'added dir/c.txt']);
    expect(await changesOf(commits[1]?.sha ?? '')).toEqual(['added a.txt', 'added dir/b.txt']);
    await expect(commitChanges(copy.directory, 'abcd')).rejects.toThrow('no commit');
  });

  it('are none before the first one, and outside of every repository', async () => {
    copy = await WorkingCopy.make();
    expect(await listCommits(copy.directory, 5)).toEqual({ commits: [], hasMore: false });
    expect(await commitChanges(copy.directory, 'abcd')).toEqual([]);
    await copy.git('init', '--quiet');
    expect(await listCommits(copy.directory, 5)).toEqual({ commits: [], hasMore: false });
  });
});
