import { execFile } from 'node:child_process';
import { GitViewError } from './git-view-error.js';

const TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export interface BriefGitCommand {
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Added to what every command gets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Nothing of the machine's or a person's configuration, no questions, no network, no programs, no locks. */
const ENVIRONMENT = {
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_PAGER: 'cat',
};

/** Runs git without a shell and answers its output. @throws GitViewError with the end of what it complained about */
export function runGitBriefly(command: BriefGitCommand): Promise<Buffer> {
  const options = {
    cwd: command.cwd,
    env: { PATH: process.env.PATH, ...ENVIRONMENT, ...command.environment },
    encoding: 'buffer' as const,
    timeout: command.timeoutMs ?? TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
    killSignal: 'SIGKILL' as const,
  };
  return new Promise((resolve, reject) => {
    execFile('git', command.arguments, options, (error, stdout, stderr) =>
      error ? reject(new GitViewError(sentenceFor(error, stderr.toString()))) : resolve(stdout),
    );
  });
}

function sentenceFor(error: { code?: number | string | null; killed?: boolean }, stderr: string): string {
  if (error.code === 'ENOENT') return 'Git is not installed on the server. Install it, then try again.';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return 'There is too much to show. Ignore generated files by a .gitignore.';
  if (error.killed) return 'Git took too long. Try again, or ask for a smaller directory.';
  const complaint = stderr
    .trim()
    .split('\n')
    .find((line) => /^(fatal|error):/.test(line));
  return `Git could not answer: ${complaint?.slice(0, 300) ?? 'it ended without a reason.'}`;
}
