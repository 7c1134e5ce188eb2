import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { DemoError } from '../demo-error.js';

export interface ProgramResult {
  readonly exitCode: number | null;
  /** Standard output, then standard error. */
  readonly output: string;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs a program to its end. @throws DemoError when it is not installed */
export async function runProgram(
  file: string,
  args: readonly string[],
  { cwd, environment = {}, signal }: ProgramOptions,
): Promise<ProgramResult> {
  const env = { PATH: process.env['PATH'], HOME: cwd, LANG: 'C.UTF-8', ...environment };
  const program = spawn(file, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => program.once('close', resolve).once('error', reject));
  try {
    const [exitCode, stdout, stderr] = await Promise.all([ended, text(program.stdout), text(program.stderr)]);
    return { exitCode, output: stdout + stderr };
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? notInstalled(file) : error;
  }
}

function notInstalled(file: string): DemoError {
  return new DemoError(
    `The demo needs ${file}, which is not installed. Install it (apt-get install ${file}) and start the demo again.`,
  );
}
