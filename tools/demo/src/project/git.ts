import { DemoError } from '../demo-error.js';
import { runProgram, type ProgramOptions } from './run-program.js';

/** The same on every machine, whatever its user configured. */
const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@localhost',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@localhost',
};

/** Runs git to success and gives what it said. @throws DemoError */
export async function git(args: readonly string[], options: ProgramOptions): Promise<string> {
  const { exitCode, output } = await runProgram('git', args, { ...options, environment: ENVIRONMENT });
  if (exitCode === 0) return output;
  throw new DemoError(`git ${args.join(' ')} failed:\n${output.trim()}`);
}
