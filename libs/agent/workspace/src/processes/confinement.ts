import type { Isolation } from '@openhands-nest/agent-ports';

/** What is really started when a tool asks for a program. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  /** Working directory of `file`, on the machine. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Value of PROCESS_MARK in the environment of all that is started, when members are found by it. */
  readonly mark?: string;
}

/** Turns a program that a tool wants to run into what is started on the machine. */
export interface Confinement {
  readonly isolation: Isolation;
  /** @throws WorkspaceError when the workspace is no longer what it was when it was opened. */
  launch(command: readonly [string, ...string[]], cwd: string, env: Readonly<Record<string, string>>): Launch;
}
