import { stat } from 'node:fs/promises';
import type { Logger } from '@openhands-nest/agent-ports';
import { checkOut, lastCheckOut } from '../fetch/check-out.js';
import { FetchError, FetchFailure } from '../fetch/extension-errors.js';
import { parseSource } from '../fetch/extension-source.js';
import type { RunGit } from '../fetch/run-git.js';
import { DiskFiles } from '../files/disk-files.js';
import { loadSkillFolder } from '../skills/load-skill-folder.js';
import { NO_SKILLS, type LoadedSkills } from '../skills/skill.js';
import { readMarketplace, readMarketplaceFile, type Marketplace } from './marketplace.js';

export interface PublicExtensionsOptions {
  /** Address of the repository of public skills and plugins. */
  readonly url: string;
  readonly ref: string | undefined;
  /** A copy on the disk that is used instead. */
  readonly path: string | undefined;
  readonly git: RunGit;
  readonly cache: string;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

export const DEFAULT_MARKETPLACE_FILE = 'marketplaces/default.json';
/** How long a copy counts as new, in milliseconds. */
const FRESH_MS = 60_000;
/** How long nobody asks again after a failure. */
const GIVEN_UP_MS = 60_000;
const TIMEOUT_MS = 30_000;

/** The repository of public skills and plugins, which lies on another host: a copy is kept, and used as long as there is no newer. */
export class PublicExtensions {
  private updating: Promise<string> | undefined;
  private updatedAt = -Infinity;
  private failedAt = -Infinity;
  private readonly closed = new AbortController();

  constructor(private readonly options: PublicExtensionsOptions) {}

  /**
   * Directory of the copy; undefined when there is none. Asks the host when the copy is not new. @param waitMs most milliseconds to
   * wait for it when there is an older copy, or none
   */
  async directory(waitMs: number): Promise<string | undefined> {
    if (this.options.path !== undefined) return this.options.path;
    const { now } = this.options;
    const isDue = now() - this.updatedAt > FRESH_MS && now() - this.failedAt > GIVEN_UP_MS;
    const update = isDue ? this.update().catch(() => undefined) : Promise.resolve(undefined);
    return (await within(waitMs, update)) ?? this.last();
  }

  /** Asks the host now. @throws FetchError */
  async sync(): Promise<void> {
    if (this.options.path === undefined) await this.update();
    else if (!(await isDirectory(this.options.path)))
      throw new FetchError(FetchFailure.Unavailable, 'The directory that EXTENSIONS_PATH names does not exist.');
  }

  /** Skills that the marketplace file lists, or all of them for null. */
  async skills(marketplacePath: string | null, waitMs: number): Promise<LoadedSkills> {
    const directory = await this.directory(waitMs);
    if (directory === undefined) return NO_SKILLS;
    const all = await loadSkillFolder(new DiskFiles(directory), `${directory}/skills`);
    const listed = marketplacePath === null ? undefined : await namesIn(directory, marketplacePath);
    if (!listed) return all;
    return { ...all, skills: all.skills.filter(({ name }) => listed.has(name)) };
  }

  /** What there is to install. @throws FetchError, InvalidExtensionError */
  async marketplace(waitMs: number): Promise<Marketplace> {
    const directory = await this.directory(waitMs);
    if (directory === undefined)
      throw new FetchError(
        FetchFailure.Unavailable,
        `The marketplace at ${this.options.url} cannot be reached. Check the connection of the server, or set EXTENSIONS_PATH to a copy of it.`,
      );
    return readMarketplace(directory, DEFAULT_MARKETPLACE_FILE);
  }

  /** Ends what is under way. */
  close(): void {
    this.closed.abort(new Error('The server is closing.'));
  }

  /** One request at a time, for all who ask. */
  private update(): Promise<string> {
    this.updating ??= this.fetch().finally(() => (this.updating = undefined));
    return this.updating;
  }

  private async fetch(): Promise<string> {
    const { git, cache, logger, now } = this.options;
    try {
      const { directory } = await checkOut(this.source(), {
        git,
        cache,
        signal: this.closed.signal,
        timeoutMs: TIMEOUT_MS,
      });
      this.updatedAt = now();
      return directory;
    } catch (error) {
      this.failedAt = now();
      logger.warn('The public skills could not be fetched; an earlier copy is used, if there is one.', {
        reason: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  }

  private async last(): Promise<string | undefined> {
    return (await lastCheckOut(this.source(), this.options.cache))?.directory;
  }

  private source(): Extract<ReturnType<typeof parseSource>, { kind: 'git' }> {
    const { url, ref } = this.options;
    const source = parseSource({ source: url, ...(ref !== undefined && { ref }) });
    if (source.kind === 'git') return source;
    throw new FetchError(FetchFailure.InvalidSource, 'EXTENSIONS_URL must be the address of a git repository.');
  }
}

/** Undefined when the file is not there, which for the usual one means that everything counts. */
async function namesIn(directory: string, file: string): Promise<Set<string> | undefined> {
  try {
    const { plugins, skills } = await readMarketplaceFile(directory, file);
    return new Set([...plugins, ...skills].map(({ name }) => name));
  } catch {
    return file === DEFAULT_MARKETPLACE_FILE ? undefined : new Set();
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), milliseconds)));
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
