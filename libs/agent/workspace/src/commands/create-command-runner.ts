import { mkdirSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import type { CommandRunner } from '@openhands-nest/agent-ports';
import { cleanEnvironment } from '../environment/clean-environment.js';
import { ownerMark } from '../processes/marks.js';
import { shellCommand } from '../shell-command.js';
import { MachineCommandRunner } from './machine-command-runner.js';

export interface CommandRunnerOptions {
  /** The server's own folder; its next server finds by it what this one leaves running. Made when missing. */
  readonly dataDirectory: string;
  /** Environment from which harmless variables are passed on. Default: the process's own. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Commands that run at the same time, at most. */
  readonly maxCommands?: number;
  /** Milliseconds that a command which is ended gets to tidy up. */
  readonly graceMs?: number;
}

/** Runs commands as the server's user, in that user's home, without the server's own variables. */
export function createCommandRunner(options: CommandRunnerOptions): CommandRunner {
  const { dataDirectory, environment = process.env, maxCommands = 64, graceMs = 1_000 } = options;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const [shell] = shellCommand();
  const places = { home: environment.HOME ?? homedir(), temporary: environment.TMPDIR ?? tmpdir(), shell };
  return new MachineCommandRunner({
    shell,
    environment: cleanEnvironment({ server: environment, gitIdentity: false, ...places }),
    owner: ownerMark(realpathSync(dataDirectory)),
    maxCommands,
    graceMs,
  });
}
