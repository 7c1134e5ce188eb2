import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FetchError, FetchFailure } from './extension-errors.js';
import type { ExtensionSource } from './extension-source.js';
import type { GitAnswer, RunGit } from './run-git.js';

export type GitSource = Extract<ExtensionSource, { kind: 'git' }>;

export interface CheckOut {
  readonly directory: string;
  /** Commit that is checked out. */
  readonly commit: string;
}

export interface CheckOutOptions {
  readonly git: RunGit;
  /** Where check-outs are kept. */
  readonly cache: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const COMMIT = /^[0-9a-f]{40}$/;
const MAX_KIBIBYTES = 256 * 1024;
/** Check-outs of one repository that are kept. */
const KEPT = 5;

/**
 * The newest state of a source, each commit in a directory of its own: what is in use stays as it is when a newer one comes.
 * A commit that was checked out before is not asked for again. @throws FetchError
 */
export async function checkOut(source: GitSource, options: CheckOutOptions): Promise<CheckOut> {
  const home = homeOf(source, options.cache);
  await mkdir(home, { recursive: true });
  const wanted = source.ref?.toLowerCase();
  if (wanted !== undefined && COMMIT.test(wanted) && (await exists(join(home, wanted))))
    return { directory: join(home, wanted), commit: wanted };
  const temporary = await mkdtemp(join(home, '.new-'));
  try {
    const commit = await fetchTo(temporary, source, options);
    const directory = join(home, commit);
    await rm(join(temporary, '.git'), { recursive: true, force: true });
    await moveIntoPlace(temporary, directory);
    await prune(home, commit);
    return { directory, commit };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The check-out of the source that was made last, without asking anybody. */
export async function lastCheckOut(source: GitSource, cache: string): Promise<CheckOut | undefined> {
  const home = homeOf(source, cache);
  const [newest] = await commitsIn(home);
  return newest === undefined ? undefined : { directory: join(home, newest), commit: newest };
}

async function fetchTo(directory: string, source: GitSource, options: CheckOutOptions): Promise<string> {
  const git = (...args: string[]): Promise<GitAnswer> => run(args, directory, source, options);
  await git('init', '--quiet', '--template=');
  await git(
    'fetch',
    '--quiet',
    '--depth=1',
    '--no-tags',
    '--no-recurse-submodules',
    '--',
    source.url,
    source.ref ?? 'HEAD',
  );
  const { stdout: counts } = await git('count-objects', '-v');
  if (sizeOf(counts) > MAX_KIBIBYTES)
    throw new FetchError(FetchFailure.Unavailable, `${source.name} is larger than ${MAX_KIBIBYTES / 1024} MiB.`);
  const { stdout } = await git('rev-parse', 'FETCH_HEAD^{commit}');
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  return stdout.trim();
}

async function run(
  args: readonly string[],
  cwd: string,
  source: GitSource,
  { git, timeoutMs, signal }: CheckOutOptions,
): Promise<GitAnswer> {
  const { url, credentials } = source;
  const answer = await git({ arguments: args, cwd, url, timeoutMs, signal, ...(credentials && { credentials }) });
  if (answer.timedOut)
    throw new FetchError(
      FetchFailure.TooSlow,
      `${source.name} was not fetched within ${Math.round(timeoutMs / 1000)} seconds. Check the connection to its host, or try again.`,
    );
  if (answer.exitCode === 0) return answer;
  throw failureOf(answer.stderr, source);
}

function failureOf(stderr: string, { name, ref }: GitSource): FetchError {
  if (/Authentication failed|could not read (Username|Password)|returned error: 40[13]|Permission denied/i.test(stderr))
    return new FetchError(
      FetchFailure.AccessDenied,
      `The host does not show ${name} without a valid password or token. Check the address.`,
    );
  if (/couldn't find remote ref|not our ref|unadvertised object|bad object/i.test(stderr))
    return new FetchError(FetchFailure.NoSuchRef, `There is no branch, tag or commit ${ref ?? 'HEAD'} in ${name}.`);
  if (/not found|does not exist|does not appear to be a git repository|error: 404/i.test(stderr))
    return new FetchError(FetchFailure.Unavailable, `There is no repository ${name} at this address.`);
  return new FetchError(
    FetchFailure.Unavailable,
    `${name} could not be fetched: its host cannot be reached, or does not answer as a git host does.`,
  );
}

function homeOf({ url, name }: GitSource, cache: string): string {
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 16);
  return join(cache, `${name.replace(/[^\w.-]/g, '_').slice(0, 80)}-${hash}`);
}

async function moveIntoPlace(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    // The same commit is there already.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function prune(home: string, current: string): Promise<void> {
  const old = (await commitsIn(home)).filter((commit) => commit !== current).slice(KEPT - 1);
  await Promise.all(old.map((commit) => rm(join(home, commit), { recursive: true, force: true })));
}

/** Newest first. */
async function commitsIn(home: string): Promise<string[]> {
  const names = (await readdir(home).catch(() => [])).filter((name) => COMMIT.test(name));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(home, name))).ctimeMs })));
  return dated.sort((a, b) => b.at - a.at).map(({ name }) => name);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function sizeOf(counts: string): number {
  const sizes = [...counts.matchAll(/^size(?:-pack)?: (\d+)$/gm)];
  return sizes.reduce((sum, [, size]) => sum + Number(size), 0);
}
