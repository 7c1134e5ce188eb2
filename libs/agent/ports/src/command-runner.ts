export interface CommandRequest {
  /** For a shell. */
  readonly command: string;
  /** Default: where the server was started, or the directory of the workspace. */
  readonly cwd?: string;
  /** Milliseconds. Zero and less is over at once. */
  readonly timeoutMs: number;
  /** Gets the output in pieces. A stream is not read on before the promise for its piece resolves. */
  readonly onOutput: (stream: 'stdout' | 'stderr', text: string) => Promise<void>;
}

export interface CommandEnd {
  /** Of the shell; the negative number of the signal that ended it; -1 after a timeout, or when it could not be started. */
  readonly exitCode: number;
  /** Why it could not be started, as a sentence. */
  readonly problem?: string;
}

export interface RunningCommand {
  /** Resolves when the shell has ended and its output is complete. Never rejects. */
  readonly ended: Promise<CommandEnd>;
  /** Ends it with all that it started: politely, then by force. Resolves when all of them are gone. */
  stop(): Promise<void>;
}

/** Runs the operator's own shell commands on the machine of the server: in no workspace, and for no conversation. */
export interface CommandRunner {
  start(request: CommandRequest): RunningCommand;
  /** Ends all commands, and what earlier ones left in the background. */
  close(): Promise<void>;
}
