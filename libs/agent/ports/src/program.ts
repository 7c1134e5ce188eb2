/** A program that works until it is ended, with pipes as input and outputs. */
export interface ProgramRequest {
  /** Program and arguments; no shell in between. */
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  /** Added to the workspace's clean environment, which for these programs is without the conversation's secrets. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Program {
  readonly pid: number;
  /** Resolves when more can be written. Rejects once the program does not read any more. */
  write(data: string): Promise<void>;
  /** Its output, in pieces as they come. One listener; to be set at once, or the beginning is lost. */
  onOutput(listener: (bytes: Buffer) => void): void;
  /** Stops or goes on reading its output. */
  pause(): void;
  resume(): void;
  /** The last few thousand characters of its error output. */
  errorOutput(): string;
  /** Resolves when it and all that it started are gone; the code is null when a signal ended it. */
  readonly ended: Promise<{ readonly exitCode: number | null }>;
  /** Ends it and all that it started; resolves when they are gone. */
  kill(): Promise<void>;
}

/** How a program is started on the machine so that it acts in the workspace, for libraries that start it themselves. */
export interface ProgramLaunch {
  readonly file: string;
  readonly args: readonly string[];
  /** Working directory of `file`, on the machine. */
  readonly cwd: string;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
}
