import { gitEnvironment } from './git-environment.js';
import { redact } from './redact.js';
import type { GitCredentials } from './repository-hosts.js';
import { runGit, type GitResult } from './run-git.js';

export interface QuietGitRequest {
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Address that may be reached. Its scheme is the only one that git may use. */
  readonly url: string;
  readonly credentials?: GitCredentials;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs git for the server itself: no configuration, no hooks, no questions; the password is in no argument and in no output. */
export async function quietGit({ url, credentials, ...command }: QuietGitRequest): Promise<GitResult> {
  const environment = gitEnvironment({ url, ...(credentials && { credentials }) });
  const result = await runGit({ ...command, environment });
  return { ...result, stderr: redact(result.stderr, credentials ? [credentials.password] : []) };
}
