import { execFile } from 'node:child_process';

export interface BriefResult {
  readonly succeeded: boolean;
  /** What the program said, or why it could not be started. */
  readonly said: string;
}

/** Runs a program that should end at once. Never rejects. */
export function runBriefly(file: string, args: readonly string[], timeoutMs = 3_000): Promise<BriefResult> {
  return new Promise((resolve) => {
    execFile(file, args, { timeout: timeoutMs, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (!error) return resolve({ succeeded: true, said: stdout.trim() });
      const reason = error.killed ? `no answer within ${timeoutMs} ms` : stderr.trim() || error.message;
      resolve({ succeeded: false, said: reason });
    });
  });
}
