/** One git process with nothing of the server's environment, and no programs of the repository. */
export interface GitRequest {
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Address that may be reached, and nothing else. */
  readonly url: string;
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface GitAnswer {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Without passwords. */
  readonly stderr: string;
  readonly timedOut: boolean;
}

export type RunGit = (request: GitRequest) => Promise<GitAnswer>;
