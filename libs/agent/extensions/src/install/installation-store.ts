import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlreadyInstalledError, InvalidExtensionError } from '../fetch/extension-errors.js';
import { withoutCredentials, type SourceQuery } from '../fetch/extension-source.js';
import type { Fetched, Fetcher } from '../fetch/fetcher.js';
import { copyTree } from './copy-tree.js';

/** What an extension says of itself. */
export interface ExtensionFacts {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** An extension that was installed through the server. */
export interface Installation extends ExtensionFacts {
  readonly enabled: boolean;
  /** As it was given, without user and password. */
  readonly source: string;
  /** Branch, tag or commit that was asked for; null: what the repository shows first. */
  readonly requestedRef: string | null;
  readonly resolvedRef: string | null;
  readonly repoPath: string | null;
  /** ISO 8601, UTC. */
  readonly installedAt: string;
  readonly installPath: string;
}

export interface InstallationStoreOptions {
  readonly directory: string;
  readonly fetcher: Fetcher;
  /** Looks at a directory that should hold one. @param name its name if it has none of its own @throws InvalidExtensionError */
  readonly inspect: (directory: string, name: string) => Promise<ExtensionFacts>;
  readonly now: () => Date;
  /** Whether what is new counts before anybody says so. Default: it does. */
  readonly enabledAtFirst?: boolean;
}

type Kept = Omit<Installation, 'name' | 'installPath' | 'requestedRef'> & {
  /** Older records lack it. */
  readonly requestedRef?: string | null;
};
type Records = Readonly<Record<string, Kept>>;

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const RECORDS = '.installed.json';

/** Extensions of one sort that were installed, each in a folder of its own, with a file that says where they came from. */
export class InstallationStore {
  private changes: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: InstallationStoreOptions) {}

  /** @throws FetchError, InvalidExtensionError, AlreadyInstalledError */
  install(query: SourceQuery, { force = false }: { readonly force?: boolean } = {}): Promise<Installation> {
    return this.change(() => this.put(query, force));
  }

  /** Sorted by name. A folder that somebody put there counts too; one that is gone does not. */
  async list(): Promise<Installation[]> {
    const { directory, inspect } = this.options;
    const records = await this.records();
    const folders = (await readdir(directory, { withFileTypes: true }).catch(() => [])).filter(
      (entry) => entry.isDirectory() && NAME.test(entry.name),
    );
    const found = await Promise.all(
      folders.map(async ({ name }): Promise<Installation[]> => {
        const kept = records[name] ?? (await this.foundByHand(name, inspect));
        return kept
          ? [{ name, ...kept, requestedRef: kept.requestedRef ?? null, installPath: join(directory, name) }]
          : [];
      }),
    );
    return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async find(name: string): Promise<Installation | undefined> {
    return (await this.list()).find((installed) => installed.name === name);
  }

  /** False when there is none of this name. */
  setEnabled(name: string, enabled: boolean): Promise<boolean> {
    return this.change(async () => {
      const found = await this.find(name);
      if (!found) return false;
      await this.write({ ...(await this.records()), [name]: keptOf({ ...found, enabled }) });
      return true;
    });
  }

  /** False when there was none of this name. */
  uninstall(name: string): Promise<boolean> {
    return this.change(async () => {
      if (!(await this.find(name))) return false;
      await rm(join(this.options.directory, name), { recursive: true, force: true });
      const { [name]: _, ...others } = await this.records();
      await this.write(others);
      return true;
    });
  }

  /** Fetches it again from where it came from, the same branch or tag. What is installed stays when that fails. @throws FetchError, InvalidExtensionError */
  refresh(name: string): Promise<Installation | undefined> {
    return this.change(async () => {
      const found = await this.find(name);
      if (!found) return undefined;
      const { source, repoPath, requestedRef: ref } = found;
      return this.put({ source, repoPath, ...(ref && { ref }) }, true, name);
    });
  }

  private async put(query: SourceQuery, force: boolean, expected?: string): Promise<Installation> {
    const fetched = await this.options.fetcher.fetch(query);
    const facts = await this.inspected(fetched, expected);
    const known = await this.find(facts.name);
    if (known && !force) throw new AlreadyInstalledError(facts.name);
    await this.replace(fetched.directory, facts.name);
    const installation: Installation = {
      ...facts,
      enabled: known?.enabled ?? this.enabledAtFirst,
      source: withoutCredentials(query.source),
      requestedRef: query.ref || null,
      resolvedRef: fetched.commit,
      repoPath: query.repoPath ?? null,
      installedAt: this.options.now().toISOString(),
      installPath: join(this.options.directory, facts.name),
    };
    await this.write({ ...(await this.records()), [facts.name]: keptOf(installation) });
    return installation;
  }

  private async inspected(fetched: Fetched, expected: string | undefined): Promise<ExtensionFacts> {
    const folder = fetched.directory.split('/').at(-1) ?? '';
    const facts = await this.options.inspect(fetched.directory, expected ?? fetched.repositoryName ?? folder);
    if (NAME.test(facts.name) && facts.name.length <= 255) return facts;
    throw new InvalidExtensionError(
      `The name "${facts.name.slice(0, 80)}" must consist of lower-case letters, digits and single hyphens.`,
    );
  }

  /** Complete or not at all. */
  private async replace(from: string, name: string): Promise<void> {
    const { directory } = this.options;
    await mkdir(directory, { recursive: true });
    const temporary = await mkdtemp(join(directory, '.new-'));
    try {
      await copyTree(from, join(temporary, name));
      await swap(join(temporary, name), join(directory, name), join(temporary, '.old'));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }

  private get enabledAtFirst(): boolean {
    return this.options.enabledAtFirst ?? true;
  }

  private async foundByHand(name: string, inspect: InstallationStoreOptions['inspect']): Promise<Kept | undefined> {
    const directory = join(this.options.directory, name);
    const facts = await inspect(directory, name).catch(() => undefined);
    if (facts?.name !== name) return undefined;
    const installedAt = (await stat(directory)).mtime.toISOString();
    return keptOf({
      ...facts,
      enabled: this.enabledAtFirst,
      source: 'local',
      requestedRef: null,
      resolvedRef: null,
      repoPath: null,
      installedAt,
    });
  }

  private async records(): Promise<Records> {
    const text = await readFile(join(this.options.directory, RECORDS), 'utf8').catch(() => '{}');
    try {
      return (JSON.parse(text) as { extensions?: Records }).extensions ?? {};
    } catch {
      // What is in the folders is found again; only whether it was enabled is lost.
      return {};
    }
  }

  private async write(extensions: Records): Promise<void> {
    const { directory } = this.options;
    await mkdir(directory, { recursive: true });
    const temporary = join(directory, `${RECORDS}.new`);
    await writeFile(temporary, JSON.stringify({ extensions }, null, 2));
    await rename(temporary, join(directory, RECORDS));
  }

  /** One change after another. */
  private change<T>(work: () => Promise<T>): Promise<T> {
    const done = this.changes.then(work);
    this.changes = done.catch(() => undefined);
    return done;
  }
}

function keptOf({
  version,
  description,
  enabled,
  source,
  requestedRef,
  resolvedRef,
  repoPath,
  installedAt,
}: Omit<Installation, 'name' | 'installPath'>): Kept {
  return { version, description, enabled, source, requestedRef, resolvedRef, repoPath, installedAt };
}

/** Puts one folder in the place of another, if there is one; that comes back when it cannot be done. */
async function swap(from: string, to: string, aside: string): Promise<void> {
  const wasThere = await rename(to, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(from, to);
  } catch (error) {
    if (wasThere) await rename(aside, to);
    throw error;
  }
}
