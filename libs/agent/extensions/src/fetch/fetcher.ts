import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { checkOut } from './check-out.js';
import { FetchError, FetchFailure } from './extension-errors.js';
import { parseSource, type SourceQuery } from './extension-source.js';
import type { RunGit } from './run-git.js';

export interface Fetched {
  /** Directory of the extension; not to be changed. */
  readonly directory: string;
  /** Nothing outside of this directory belongs to it. */
  readonly root: string;
  /** Commit, when it comes from a repository. */
  readonly commit: string | null;
  /** Name of the repository, when the extension is all of it. */
  readonly repositoryName: string | null;
}

export interface FetchOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 60_000;

/** Gets extensions from where people say they are. */
export class Fetcher {
  constructor(private readonly options: { readonly git: RunGit; readonly cache: string }) {}

  /** @throws FetchError */
  async fetch(query: SourceQuery, { timeoutMs = TIMEOUT_MS, signal = NEVER }: FetchOptions = {}): Promise<Fetched> {
    const source = parseSource(query);
    if (source.kind === 'local') {
      const directory = await folderIn(source.path, source.subPath, source.path);
      return { directory, root: source.path, commit: null, repositoryName: null };
    }
    const { directory: root, commit } = await checkOut(source, { ...this.options, timeoutMs, signal });
    const directory = await folderIn(root, source.subPath, source.name);
    return { directory, root, commit, repositoryName: source.subPath ? null : source.name };
  }
}

const NEVER = new AbortController().signal;

/** @throws FetchError unless there is such a directory, inside of the root whatever links say */
async function folderIn(root: string, subPath: string | null, shownAs: string): Promise<string> {
  const path = subPath ? join(root, subPath) : root;
  try {
    const [realRoot, target] = await Promise.all([realpath(root), realpath(path)]);
    const isInside = target === realRoot || target.startsWith(realRoot + sep);
    if (isInside && (await stat(target)).isDirectory()) return path;
  } catch {
    // Told below: whether it is missing or leads elsewhere makes no difference.
  }
  const reason = subPath ? FetchFailure.NoSuchPath : FetchFailure.Unavailable;
  throw new FetchError(reason, `There is no directory ${subPath ? `${subPath} in ${shownAs}` : shownAs}.`);
}
