import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DemoError } from '../demo-error.js';
import { BROKEN_PROJECT } from '../files.js';
import { changesIn } from './changes-in.js';
import { git } from './git.js';
import { makeRepository } from './make-repository.js';
import { runProgram } from './run-program.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'demo-project-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the repository that the agent clones', () => {
  it('holds the whole project in one commit', async () => {
    const repository = join(directory, 'free-slots');
    await makeRepository(BROKEN_PROJECT, repository);

    expect((await git(['rev-list', '--count', 'main'], { cwd: repository })).trim()).toBe('1');
    expect((await git(['ls-files'], { cwd: repository })).split('\n')).toEqual(
      expect.arrayContaining(['package.json', 'src/merge.js', 'test/free-slots.test.js']),
    );
    expect(await git(['status', '--porcelain'], { cwd: repository })).toBe('');
  });

  it('shows changed and new files alike', async () => {
    await makeRepository(BROKEN_PROJECT, join(directory, 'free-slots'));
    const repository = join(directory, 'free-slots');
    await appendFile(join(repository, 'src/merge.js'), '// changed\n');
    await writeFile(join(repository, 'new.js'), 'added\n');

    const patch = await changesIn(repository, false);

    expect(patch).toMatch(/^\+\/\/ changed$/m);
    expect(patch).toMatch(/^\+added$/m);
    expect(await changesIn(repository, true)).toContain('\u001b[32m');
  });
});

describe('a program', () => {
  it('that is not installed is named, with what to do', async () => {
    const missing = runProgram('a-program-that-nobody-has', [], { cwd: directory });
    await expect(missing).rejects.toThrow(DemoError);
    await expect(missing).rejects.toThrow(/a-program-that-nobody-has.*Install it/);
  });

  it('that fails is an error with what it said', async () => {
    await expect(git(['log'], { cwd: directory })).rejects.toThrow(/not a git repository/);
  });

  it('can be ended', async () => {
    const interruption = new AbortController();
    const running = runProgram('sleep', ['600'], { cwd: directory, signal: interruption.signal });
    interruption.abort();
    await expect(running).rejects.toThrow(/abort/i);
  });
});
