import { runProgram, type ProgramResult } from './run-program.js';

/** Runs the project's own tests on the Node that runs us. */
export function runTests(directory: string, signal?: AbortSignal): Promise<ProgramResult> {
  const options = { cwd: directory, ...(signal && { signal }) };
  return runProgram(process.execPath, ['--test', '--test-reporter=spec'], options);
}
