import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkingCopy } from './__fixtures__/working-copy.js';
import { listChanges } from './index.js';

let copy: WorkingCopy;
afterEach(() => copy.remove());

async function changed(path = '', ref?: string): Promise<string[]> {
  return (await listChanges(copy.at(path), { ref })).map((change) => `${change.kind} ${change.path}`);
}

describe('the changes of a repository', () => {
  it('are what differs from the last commit, when nothing was ever pushed', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n', '.gitignore': '*.log\n' });
    // As long as before, and likely in the same second: only its content tells.
    await copy.write({ 'a.txt': 'two\n', 'new.txt': '', 'build.log': '' });
    await rm(copy.at('b.txt'));
    await rename(copy.at('c.txt'), copy.at('ümläut "q"\n.txt'));

    expect(await changed()).toEqual([
      'updated a.txt',
      'deleted b.txt',
      'deleted c.txt',
      'added new.txt',
      'added ümläut "q"\n.txt',
    ]);
  });

  it('are compared with any commit, branch or tag', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    await copy.git('tag', 'start');
    await copy.write({ 'b.txt': 'two\n' });
    await copy.commit('second');

    expect(await changed('', 'HEAD')).toEqual([]);
    expect(await changed('', 'start')).toEqual(['added b.txt']);
    await expect(listChanges(copy.directory, { ref: 'nope' })).rejects.toThrow('no commit nope');
  });

  it('never take a name for an option', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    await expect(listChanges(copy.directory, { ref: `--output=${copy.at('stolen')}` })).rejects.toThrow('no commit');
    expect(existsSync(copy.at('stolen'))).toBe(false);
  });

  it('of a directory have paths relative to it', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n', 'dir/b.txt': 'two\n' });
    await copy.write({ 'a.txt': 'x', 'dir/b.txt': 'x', 'dir/deep/c.txt': '' });
    expect(await changed('dir')).toEqual(['updated b.txt', 'added deep/c.txt']);
  });

  it('before the first commit are all its files', async () => {
    copy = await WorkingCopy.make();
    await copy.git('init', '--quiet');
    await copy.write({ 'a.txt': '', 'staged.txt': '' });
    await copy.git('add', 'staged.txt');
    expect(await changed()).toEqual(['added a.txt', 'added staged.txt']);
    expect(await changed('', 'HEAD')).toEqual(['added a.txt', 'added staged.txt']);
  });

  it('of a conflict are listed once', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    await copy.git('checkout', '--quiet', '-b', 'other');
    await copy.write({ 'a.txt': 'two\n' });
    await copy.commit('other');
    await copy.git('checkout', '--quiet', 'main');
    await copy.write({ 'a.txt': 'three\n' });
    await copy.commit('mine');
    await expect(copy.git('merge', 'other')).rejects.toThrow();
    expect(await changed('', 'HEAD')).toEqual(['updated a.txt']);
  });
});

describe('with an origin', () => {
  it('counts what is not pushed; of a pushed branch what its default branch lacks', async () => {
    copy = await WorkingCopy.with({ 'work/a.txt': 'one\n' });
    await copy.git('clone', '--quiet', '--bare', copy.directory, copy.at('.git/origin'));
    await copy.git('remote', 'add', 'origin', copy.at('.git/origin'));
    await copy.git('fetch', '--quiet', 'origin');
    await copy.write({ 'work/b.txt': '' });
    await copy.commit('second');
    expect(await changed()).toEqual(['added work/b.txt']);

    await copy.git('push', '--quiet', 'origin', 'main');
    expect(await changed()).toEqual([]);

    await copy.git('checkout', '--quiet', '-b', 'feature');
    await copy.write({ 'work/c.txt': '' });
    await copy.commit('third');
    await copy.git('push', '--quiet', 'origin', 'feature');
    expect(await changed()).toEqual(['added work/c.txt']);
    expect(await listChanges(copy.directory, { unpushedOnly: true })).toEqual([]);

    await copy.write({ 'work/d.txt': '' });
    expect(await changed()).toEqual(['added work/d.txt']);
  });
});

describe('repositories inside of a directory', () => {
  it('are listed with their own changes, in a repository or not', async () => {
    copy = await WorkingCopy.make();
    await mkdir(copy.at('inner'));
    await copy.git('-C', 'inner', 'init', '--quiet');
    await copy.write({ 'inner/x.txt': '' });
    await copy.git('-C', 'inner', 'add', '--all');
    await copy.git('-C', 'inner', 'commit', '--quiet', '--message', 'inner');
    await copy.write({ 'inner/x.txt': 'more', 'inner/y.txt': '', 'beside.txt': '' });
    expect(await changed()).toEqual(['updated inner/x.txt', 'added inner/y.txt']);

    await copy.git('init', '--quiet');
    expect(await changed()).toEqual(['added beside.txt', 'updated inner/x.txt', 'added inner/y.txt']);
    expect(await changed('inner')).toEqual(['updated x.txt', 'added y.txt']);
  });

  it('are also additional working trees', async () => {
    copy = await WorkingCopy.with({ 'a.txt': 'one\n' });
    await copy.git('worktree', 'add', '--quiet', '-b', 'side', copy.at('.git/side'));
    await copy.write({ '.git/side/a.txt': 'two\n' });
    expect(await changed('.git/side')).toEqual(['updated a.txt']);
  });
});

it('gives nothing for what is in no repository, no directory, or not there', async () => {
  copy = await WorkingCopy.make();
  await copy.write({ 'a.txt': '' });
  expect([await changed(), await changed('a.txt'), await changed('missing')]).toEqual([[], [], []]);
});

it('starts none of the programs that a repository names, and changes nothing in it', async () => {
  copy = await WorkingCopy.with({ 'a.txt': 'one\n', '.gitattributes': '* filter=bad diff=bad\n' });
  const touch = `touch ${copy.at('.git/started')}`;
  for (const key of [
    'filter.bad.clean',
    'filter.bad.smudge',
    'diff.external',
    'diff.bad.textconv',
    'diff.bad.command',
    'core.fsmonitor',
    'core.pager',
    'core.sshCommand',
  ])
    await copy.git('config', key, `${touch}; cat`);
  await copy.write({ 'a.txt': 'two\n', '.git/info/attributes': '* filter=bad\n' });
  await symlink('/etc/passwd', copy.at('link'));
  const index = await readFile(copy.at('.git/index'));

  expect(await changed('', 'HEAD')).toEqual(['updated a.txt', 'added link']);
  expect(existsSync(copy.at('.git/started'))).toBe(false);
  expect(await readFile(copy.at('.git/index'))).toEqual(index);

  await copy.git('status').catch(() => undefined);
  expect(existsSync(copy.at('.git/started'))).toBe(true);
});
