import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProvisionError, type Logger } from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { newBranchName, randomAlphanumeric } from './branch-name.js';
import type { CloneCandidate } from './clone-candidates.js';
import { checkedOutBranch, folderState } from './existing-clone.js';
import { gitEnvironment } from './git-environment.js';
import { cloneFailure, cloneTimeout, RepositoryUnavailableError, type CloneAttempt } from './git-failure.js';
import { redact } from './redact.js';
import { runGit, type GitResult } from './run-git.js';

export interface CloneJob {
  readonly conversationId: string;
  /** As the person wrote it. */
  readonly repository: string;
  readonly branch: string | undefined;
  readonly candidates: readonly CloneCandidate[];
  /** Existing directory in which the clone is made. */
  readonly directory: string;
  /** Name of the clone in it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly logger: Logger;
}

export interface Clone {
  readonly directory: string;
  readonly branch: string | undefined;
}

/**
 * Clones beside the final place and moves the clone there when it is complete, branch and all; so whatever is at the final place is
 * complete, and kept as it is. @throws ProvisionError
 */
export async function cloneRepository(job: CloneJob): Promise<Clone> {
  const directory = join(job.directory, job.folder);
  const state = await folderState(directory);
  if (state === 'clone') return { directory, branch: await checkedOutBranch(directory) };
  if (state === 'other') throw occupied(directory, job.repository);

  await removeLeftovers(job);
  const temporary = join(job.directory, `${temporaryPrefix(job)}${randomAlphanumeric(8)}`);
  try {
    const branch = await cloneTo(temporary, job);
    await moveIntoPlace(temporary, directory, job);
    return { directory, branch };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function moveIntoPlace(temporary: string, directory: string, { repository }: CloneJob): Promise<void> {
  await rename(temporary, directory).catch((error: NodeJS.ErrnoException) => {
    // Somebody else was faster.
    throw error.code === 'ENOTEMPTY' || error.code === 'EEXIST' ? occupied(directory, repository) : error;
  });
}

async function cloneTo(temporary: string, job: CloneJob): Promise<string | undefined> {
  const startedAt = Date.now();
  const candidate = await cloneFirstAvailable(temporary, job);
  if (!job.branch) await git(['checkout', '--quiet', '-b', newBranchName()], temporary, candidate, job);
  const counted = await git(['count-objects', '-v'], temporary, candidate, job);
  job.logger.info('Cloned a repository.', {
    conversationId: job.conversationId,
    host: candidate.host,
    kilobytes: sizeOf(counted.stdout),
    milliseconds: Date.now() - startedAt,
  });
  // A tag was asked for when no branch is checked out.
  return (await checkedOutBranch(temporary)) ?? job.branch;
}

/** The failure that counts is that of the first candidate: it is the likeliest place. */
async function cloneFirstAvailable(temporary: string, job: CloneJob): Promise<CloneCandidate> {
  let firstFailure: unknown;
  for (const candidate of job.candidates) {
    try {
      await git(cloneArguments(candidate, temporary, job), job.directory, candidate, job);
      return candidate;
    } catch (error) {
      if (!(error instanceof RepositoryUnavailableError)) throw error;
      firstFailure ??= error;
      await rm(temporary, { recursive: true, force: true });
    }
  }
  throw firstFailure;
}

function cloneArguments({ url }: CloneCandidate, temporary: string, { branch }: CloneJob): readonly string[] {
  return [
    'clone',
    // Its progress keeps git writing to us, so that it ends by itself should this process die.
    '--progress',
    '--template=',
    '--no-recurse-submodules',
    '--no-hardlinks',
    ...(branch ? [`--branch=${branch}`] : []),
    '--',
    url,
    temporary,
  ];
}

/** Runs git to success. @throws ProvisionError, or the reason of the job's signal */
async function git(
  arguments_: readonly string[],
  cwd: string,
  candidate: CloneCandidate,
  job: CloneJob,
): Promise<GitResult> {
  const { signal, timeoutMs } = job;
  const attempt = attemptOf(candidate, job);
  const environment = gitEnvironment(candidate);
  const result = await runGit({ arguments: arguments_, environment, cwd, signal, timeoutMs }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw cannotStart(error);
    },
  );
  if (result.timedOut) throw cloneTimeout(attempt, timeoutMs);
  if (result.exitCode === 0) return result;
  throw cloneFailure(redact(result.stderr, candidate.credentials ? [candidate.credentials.password] : []), attempt);
}

function attemptOf(
  { url, host, provider, credentials }: CloneCandidate,
  { repository, branch }: CloneJob,
): CloneAttempt {
  const isLocal = url.startsWith('file:');
  return { repository, branch, host, isLocal, provider, hasToken: credentials !== undefined };
}

function temporaryPrefix({ conversationId, folder }: CloneJob): string {
  return `.${folder}.${conversationId}.`;
}

/** What an attempt left that was cut short by the end of its process. */
async function removeLeftovers(job: CloneJob): Promise<void> {
  const prefix = temporaryPrefix(job);
  const leftovers = (await readdir(job.directory)).filter((name) => name.startsWith(prefix));
  await Promise.all(leftovers.map((name) => rm(join(job.directory, name), { recursive: true, force: true })));
}

function sizeOf(counts: string): number {
  const sizes = [...counts.matchAll(/^size(?:-pack)?: (\d+)$/gm)];
  return sizes.reduce((sum, [, size]) => sum + Number(size), 0);
}

function occupied(directory: string, repository: string): ProvisionError {
  return new ProvisionError(
    `${repository} cannot be cloned, because ${directory} exists and is no clone. Move it away, or use another working directory.`,
    RuntimeStatus.Error,
  );
}

function cannotStart(error: unknown): ProvisionError {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  const sentence = isMissing
    ? 'Git is not installed on the server. Install it, then start the conversation again.'
    : 'Git could not be started on the server.';
  return new ProvisionError(sentence, RuntimeStatus.Error);
}
