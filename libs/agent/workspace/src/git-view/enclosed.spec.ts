import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkingCopy } from './__fixtures__/working-copy.js';
import { fileDiff, listChanges, listCommits } from './index.js';

let outer: WorkingCopy;
let inner: WorkingCopy;
beforeEach(async () => {
  outer = await WorkingCopy.with({ 'secret.txt': 'secret\n' });
  inner = await WorkingCopy.with({ 'own.txt': 'own\n' });
});
afterEach(async () => {
  await outer.remove();
  await inner.remove();
});

const commitsSeen = async (directory = inner.directory) =>
  (await listCommits(directory, 10, inner.directory)).commits.length;

describe('a repository that is looked at within a directory', () => {
  it('is shown when all of it lies there, in the directory itself or below', async () => {
    await inner.write({ 'own.txt': 'new\n', 'more.txt': '' });
    expect(await commitsSeen()).toBe(1);
    expect(await listChanges(inner.directory, { within: inner.directory })).toHaveLength(2);

    await mkdir(inner.at('below'));
    await rename(inner.at('.git'), inner.at('below/.git'));
    expect(await commitsSeen(inner.at('below'))).toBe(1);
  });

  it('is not the one that the directory itself lies in', async () => {
    await rm(inner.at('.git'), { recursive: true });
    await mkdir(outer.at('part'));
    expect((await listCommits(outer.at('part'), 10)).commits).toHaveLength(1);
    expect((await listCommits(outer.at('part'), 10, outer.at('part'))).commits).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ['a pointer', () => writeFile(inner.at('.git'), `gitdir: ${outer.at('.git')}\n`)],
    ['a link', () => symlink(outer.at('.git'), inner.at('.git'))],
    [
      'a link to its objects',
      async () => {
        await mkdir(inner.at('.git/refs/heads'), { recursive: true });
        await writeFile(inner.at('.git/HEAD'), 'ref: refs/heads/main\n');
        await symlink(outer.at('.git/objects'), inner.at('.git/objects'));
      },
    ],
    [
      'a common directory',
      async () => {
        await mkdir(inner.at('.git'));
        await writeFile(inner.at('.git/HEAD'), 'ref: refs/heads/main\n');
        await writeFile(inner.at('.git/commondir'), outer.at('.git'));
      },
    ],
    [
      'a pretended working tree',
      async () => {
        await mkdir(inner.at('fake/worktrees/x'), { recursive: true });
        await writeFile(inner.at('fake/worktrees/x/HEAD'), 'ref: refs/heads/main\n');
        await writeFile(inner.at('fake/worktrees/x/commondir'), outer.at('.git'));
        await writeFile(inner.at('fake/worktrees/x/gitdir'), inner.at('.git'));
        await writeFile(inner.at('.git'), `gitdir: ${inner.at('fake/worktrees/x')}\n`);
      },
    ],
  ])('leads nowhere else by %s', async (_what, lead) => {
    await rm(inner.at('.git'), { recursive: true });
    await lead();
    expect(await commitsSeen()).toBe(0);
    expect(await listChanges(inner.directory, { within: inner.directory })).toEqual([]);
    expect(await fileDiff(inner.at('secret.txt'), { kind: 'work' }, inner.directory)).toEqual({
      original: null,
      modified: null,
    });
  });

  it('borrows no objects from elsewhere', async () => {
    await writeFile(inner.at('.git/objects/info/alternates'), `${outer.at('.git/objects')}\n`);
    expect(await commitsSeen()).toBe(0);
  });

  it('may be a working tree that the other repository knows of', async () => {
    const tree = join(inner.directory, 'tree');
    await outer.git('worktree', 'add', '-q', tree);
    expect(await commitsSeen(tree)).toBe(1);
  });
});
