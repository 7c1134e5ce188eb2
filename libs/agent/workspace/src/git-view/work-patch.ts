import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { pushedBase, currentBranch } from './comparison-base.js';
import { findRepository } from './find-repository.js';
import { GitViewError } from './git-view-error.js';
import { PLAIN_DIFF } from './list-changes.js';
import { withRepository, type QuietRepository } from './quiet-repository.js';
import { emptyTree, findCommit } from './revisions.js';

/** Where a repository stands. */
export interface RepositoryFacts {
  readonly root: string;
  /** Address of its origin, without credentials. */
  readonly remote?: string;
  readonly branch?: string;
  readonly headCommit?: string;
}

export interface PatchOptions {
  /** File that the patch is written to. */
  readonly file: string;
  /** What the patch starts from. Default: what is in the origin, or nothing at all. */
  readonly baseRef?: string | undefined;
  /** Names, or ends of paths, that are left out; `*` stands for any characters. */
  readonly exclude: readonly string[];
  /** See isEnclosed. */
  readonly within?: string | undefined;
}

export interface WorkPatch extends RepositoryFacts {
  /** Undefined when the patch starts from nothing. */
  readonly baseCommit?: string;
}

/** Large repositories take their time, in milliseconds. */
const PATCH_TIMEOUT_MS = 120_000;

/** Writes everything below a directory that differs from a commit, untracked files included, as a patch. @throws GitViewError */
export async function writeWorkPatch(directory: string, options: PatchOptions): Promise<WorkPatch> {
  const real = await realpath(directory);
  const place = await findRepository(real, options.within);
  if (place === undefined) throw new GitViewError(`Not a git repository: ${directory}`);
  return withRepository(place, async (repository) => {
    const baseCommit = await baseOf(repository, options.baseRef);
    const base = baseCommit ?? (await emptyTree(repository));
    const environment = await ownObjects(repository);
    const paths = ['--', '.', ...options.exclude.flatMap(exclusions)];
    await repository.git(['add', '--intent-to-add', '--ignore-errors', ...paths], { cwd: real, environment });
    const diff = ['diff', '--binary', '--no-color', '--relative', ...PLAIN_DIFF, `--output=${options.file}`, base];
    await repository.git([...diff, ...paths], { cwd: real, environment, timeoutMs: PATCH_TIMEOUT_MS });
    return { ...(await factsOf(repository)), ...(baseCommit !== undefined && { baseCommit }) };
  });
}

/** Undefined for a directory in no repository. */
export async function repositoryFacts(directory: string, within?: string): Promise<RepositoryFacts | undefined> {
  const place = await findRepository(await realpath(directory), within);
  return place && withRepository(place, factsOf);
}

async function factsOf(repository: QuietRepository): Promise<RepositoryFacts> {
  const remote = repository.settings.get('remote.origin.url');
  const branch = await currentBranch(repository);
  const headCommit = await findCommit(repository, 'HEAD');
  return {
    root: repository.place.root,
    ...(remote !== undefined && { remote: withoutCredentials(remote) }),
    ...(branch !== undefined && { branch }),
    ...(headCommit !== undefined && { headCommit }),
  };
}

async function baseOf(repository: QuietRepository, given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return pushedBase(repository);
  const commit = await findCommit(repository, given);
  if (commit === undefined) throw new GitViewError(`base_ref '${given.slice(0, 200)}' could not be resolved`);
  return commit;
}

/** Announcing new files writes an object; the repository stays as it is. */
async function ownObjects({ directory }: QuietRepository): Promise<Record<string, string>> {
  const own = join(directory, 'own-objects');
  await mkdir(own, { recursive: true });
  return { GIT_OBJECT_DIRECTORY: own, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(directory, 'objects') };
}

function exclusions(pattern: string): string[] {
  const name = pattern.replace(/^\/+|\/+$/g, '');
  return name === '' ? [] : [`:(exclude,glob)**/${name}`, `:(exclude,glob)**/${name}/**`];
}

function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}
