import { spawn } from 'node:child_process';

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs a program to its end. Resolves to what it wrote to its standard output. @throws Error with its last words when it fails */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  { cwd, env, signal }: ProgramOptions = {},
): Promise<string> {
  const child = spawn(program, parameters, {
    cwd,
    signal,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return Buffer.concat(output).toString('utf8');
  const lastWords = Buffer.concat([...complaints, ...output])
    .toString('utf8')
    .trim()
    .slice(-2_000);
  throw new Error(`${program} ${parameters.join(' ')} failed (${code}).\n${lastWords}`);
}
