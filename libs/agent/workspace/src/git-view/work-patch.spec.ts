import { readFile, readdir } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WorkingCopy } from './__fixtures__/working-copy.js';
import { repositoryFacts, writeWorkPatch } from './index.js';

const copies: WorkingCopy[] = [];
afterEach(() => Promise.all(copies.splice(0).map((copy) => copy.remove())));

async function aCopy(files: Readonly<Record<string, string | Buffer>>): Promise<WorkingCopy> {
  const copy = await WorkingCopy.with(files);
  copies.push(copy);
  return copy;
}

describe('a patch of the work', () => {
  it('carries committed, changed, new, deleted and binary files to another copy', async () => {
    const copy = await aCopy({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
    const start = await copy.git('rev-parse', 'HEAD');
    const other = await aCopy({ 'a.txt': 'one\n', 'b.txt': 'two\n' });
    await copy.write({ 'c.txt': 'three\n' });
    await copy.commit('second');
    await copy.git('rm', '--quiet', 'b.txt');
    await copy.write({ 'a.txt': 'ünï\n', 'dir/image.bin': Buffer.from([0, 255, 1]), 'node_modules/x/y.js': '' });

    const file = copy.at('.git/patch');
    const patch = await writeWorkPatch(copy.directory, { file, baseRef: start, exclude: ['node_modules/'] });
    await other.git('apply', file);

    expect(patch.baseCommit).toBe(start);
    expect((await readdir(other.directory)).sort()).toEqual(['.git', 'a.txt', 'c.txt', 'dir']);
    expect(await readFile(other.at('a.txt'), 'utf8')).toBe('ünï\n');
    expect(await readFile(other.at('dir/image.bin'))).toEqual(Buffer.from([0, 255, 1]));
    expect(await copy.git('status', '--short')).toBe(' M a.txt\nD  b.txt\n?? dir/\n?? node_modules/'.trim());
  });

  it('starts from nothing when nothing was ever pushed', async () => {
    const copy = await aCopy({ 'a.txt': 'one\n' });
    const file = copy.at('.git/patch');
    expect(await writeWorkPatch(copy.directory, { file, exclude: [] })).not.toHaveProperty('baseCommit');
    expect(await readFile(file, 'utf8')).toContain('new file mode 100644');
  });

  it('needs a base that exists, and a repository', async () => {
    const copy = await aCopy({ 'a.txt': '' });
    const options = { file: copy.at('.git/patch'), exclude: [] };
    await expect(writeWorkPatch(copy.directory, { ...options, baseRef: '--help' })).rejects.toThrow('resolved');
    await expect(writeWorkPatch('/', options)).rejects.toThrow('Not a git repository');
  });
});

it('tells where a repository stands, without the token of its origin', async () => {
  const copy = await aCopy({ 'a.txt': '' });
  await copy.git('remote', 'add', 'origin', 'https://user:secret@example.com/a/b.git');
  expect(await repositoryFacts(copy.directory)).toEqual({
    root: copy.directory,
    remote: 'https://example.com/a/b.git',
    branch: 'main',
    headCommit: await copy.git('rev-parse', 'HEAD'),
  });
});
