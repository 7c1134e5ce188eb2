import { constants, copyFile, mkdir, mkdtemp, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPointer, type RepositoryPlace } from './find-repository.js';
import { GitViewError } from './git-view-error.js';
import { runGitBriefly } from './run-git-briefly.js';

/** What a repository consists of, apart from everything that could make git start a program. */
const SHARED_PARTS = ['objects', 'refs', 'packed-refs', 'shallow', 'reftable'];
const SHARED_INFO = ['exclude', 'sparse-checkout'];
/** Settings without which its files cannot be read or compared. */
const SETTINGS = /^(core\.(autocrlf|eol|filemode|ignorecase|symlinks)|extensions\.(objectformat|refstorage))$/;
const HARMLESS_VALUE = /^[\w-]+$/;

export interface GitOptions {
  /** Directory inside the working tree. Default: its root. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * A repository seen through a git directory of our own. What an agent may have written into the true one (filters, hooks, monitors,
 * external diffs: each a program that git would run with the rights of the server) is not there. Its index is a copy, so no lock is
 * taken from whoever works in it.
 */
export class QuietRepository {
  private constructor(
    readonly place: RepositoryPlace,
    /** The git directory of our own. */
    readonly directory: string,
    /** Settings of the true one, by lower-case name. Not in force. */
    readonly settings: ReadonlyMap<string, string>,
  ) {}

  static async open(place: RepositoryPlace): Promise<QuietRepository> {
    const directory = await mkdtemp(join(tmpdir(), 'openhands-nest-git-'));
    try {
      const settings = await readSettings(place, directory);
      await furnish(directory, place, settings);
      return new QuietRepository(place, directory, settings);
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** @throws GitViewError */
  git(args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
    const { cwd = this.place.root, environment, timeoutMs } = options;
    return runGitBriefly({
      arguments: args,
      cwd,
      environment: { ...this.#environment(), ...environment },
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }

  /** Output without the last line end; undefined when git refuses. */
  async ask(...args: string[]): Promise<string | undefined> {
    const output = await this.git(args).catch(() => undefined);
    return output?.toString().replace(/\n$/, '') || undefined;
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }

  #environment(): Record<string, string> {
    return {
      GIT_DIR: this.directory,
      GIT_WORK_TREE: this.place.root,
      GIT_INDEX_FILE: join(this.directory, 'index'),
    };
  }
}

/** Does something with a repository and clears away behind it. */
export async function withRepository<T>(place: RepositoryPlace, use: (it: QuietRepository) => Promise<T>): Promise<T> {
  const repository = await QuietRepository.open(place);
  try {
    return await use(repository);
  } finally {
    await repository.close();
  }
}

async function furnish(
  directory: string,
  place: RepositoryPlace,
  settings: ReadonlyMap<string, string>,
): Promise<void> {
  const { gitDirectory, commonDirectory } = place;
  await mkdir(join(directory, 'info'));
  for (const name of SHARED_PARTS) await linkIfThere(join(commonDirectory, name), join(directory, name));
  for (const name of SHARED_INFO) {
    await linkIfThere(join(commonDirectory, 'info', name), join(directory, 'info', name));
  }
  await writeFile(join(directory, 'HEAD'), `${(await readPointer(join(gitDirectory, 'HEAD'))) ?? ''}\n`);
  await writeFile(join(directory, 'config'), configurationOf(settings));
  await copyIndex(join(gitDirectory, 'index'), join(directory, 'index'));
}

async function linkIfThere(target: string, path: string): Promise<void> {
  if (await stat(target).catch(() => undefined)) await symlink(target, path);
}

async function copyIndex(from: string, to: string): Promise<void> {
  const stats = await stat(from).catch(() => undefined);
  if (stats === undefined) return;
  if (!stats.isFile()) throw new GitViewError('The repository is damaged: its index is not a file.');
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  // Git looks into files that changed in the second of the index or later, however equal they seem; a younger index would hide them.
  const second = Math.floor(stats.mtimeMs / 1000);
  await utimes(to, second, second);
}

/** Reads the file only: what it includes is left out, and nothing of it takes effect. */
async function readSettings({ commonDirectory }: RepositoryPlace, cwd: string): Promise<ReadonlyMap<string, string>> {
  const file = join(commonDirectory, 'config');
  if (!(await stat(file).catch(() => undefined))?.isFile()) return new Map();
  const listed = await runGitBriefly({ arguments: ['config', '--file', file, '--null', '--list'], cwd });
  const entries = listed.toString().split('\0').filter(Boolean);
  return new Map(entries.map((entry) => keyAndValue(entry)));
}

function keyAndValue(entry: string): [string, string] {
  const end = entry.indexOf('\n');
  // A key without a value stands for true.
  return end < 0 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)];
}

function configurationOf(settings: ReadonlyMap<string, string>): string {
  const kept = [...settings].filter(([key, value]) => SETTINGS.test(key) && HARMLESS_VALUE.test(value));
  const hasExtensions = kept.some(([key]) => key.startsWith('extensions.'));
  const lines = kept.map(([key, value]) => {
    const [section, name] = key.split('.');
    return `[${section}]\n\t${name} = ${value}\n`;
  });
  return `[core]\n\trepositoryformatversion = ${hasExtensions ? 1 : 0}\n\tbare = false\n\tfsmonitor = false\n${lines.join('')}`;
}
