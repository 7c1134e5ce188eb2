import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05+02:00',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/** A directory in which a test plays the person who works with git. */
export class WorkingCopy {
  private constructor(readonly directory: string) {}

  static async make(): Promise<WorkingCopy> {
    return new WorkingCopy(await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-view-'))));
  }

  /** With a first commit of these files. */
  static async with(files: Readonly<Record<string, string | Buffer>>): Promise<WorkingCopy> {
    const copy = await WorkingCopy.make();
    await copy.git('init', '--quiet', '--initial-branch=main');
    await copy.write(files);
    await copy.commit('first');
    return copy;
  }

  at(path: string): string {
    return join(this.directory, path);
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, { cwd: this.directory, env: { PATH: process.env.PATH, ...IDENTITY } });
    return stdout.trim();
  }

  async write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(this.at(name)), { recursive: true });
      await writeFile(this.at(name), content);
    }
  }

  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
