import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface GitCommand {
  readonly arguments: readonly string[];
  /** All of it; nothing is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export interface GitResult {
  /** Null when it was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  /** End of what it wrote to standard error. */
  readonly stderr: string;
  readonly timedOut: boolean;
}

const KEPT_CHARS = 16_384;
/** Time for git to end its own children before all of them are killed, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * Runs git in a process group of its own. A timeout is a result. After an abort it rejects with the signal's reason, once every
 * process of the group is gone. @throws Error when git cannot be started at all
 */
export async function runGit(command: GitCommand): Promise<GitResult> {
  command.signal.throwIfAborted();
  const child = spawn('git', command.arguments, {
    cwd: command.cwd,
    env: { ...command.environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = keepEnd(child.stdout);
  const stderr = keepEnd(child.stderr);
  const end = await ended(child, command);
  command.signal.throwIfAborted();
  return { ...end, stdout: stdout(), stderr: stderr() };
}

function ended(
  child: ChildProcess,
  { signal, timeoutMs }: GitCommand,
): Promise<Pick<GitResult, 'exitCode' | 'timedOut'>> {
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    let timedOut = false;
    const stop = (): void => {
      signalGroup(child, 'SIGTERM');
      timers.push(setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS));
    };
    const settle = (action: () => void): void => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      action();
    };
    timers.push(setTimeout(() => ((timedOut = true), stop()), timeoutMs));
    signal.addEventListener('abort', stop);
    child.on('error', (error) => settle(() => reject(error)));
    // Comes when the last process that holds the outputs has ended, not just git itself.
    child.on('close', (exitCode) => {
      signalGroup(child, 'SIGKILL');
      settle(() => resolve({ exitCode, timedOut }));
    });
  });
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // No process of the group is left.
  }
}

function keepEnd(stream: Readable): () => string {
  let kept = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (kept = (kept + chunk).slice(-KEPT_CHARS)));
  return () => kept;
}
