import type { Program, ProgramLaunch, ProgramRequest } from './program.js';

/** Sort of isolation between tools and the machine. */
export const Isolation = { Bubblewrap: 'bwrap', Local: 'local' } as const;
export type Isolation = (typeof Isolation)[keyof typeof Isolation];

/** Where a conversation's tools act: files and processes. The same paths mean the same files to all methods and to the shell. */
export interface Workspace {
  /** Absolute path of the working directory, as tools see it. */
  readonly root: string;
  readonly isolation: Isolation;
  /** Directory, visible to tools, in which full outputs are kept when what a model sees was cut. */
  readonly outputDirectory: string;
  /** Opens a persistent interactive shell on a pseudo terminal. */
  openShell(options: ShellOptions): Promise<Shell>;
  /** Runs one program to its end. A program that fails is a result, not an error. */
  execute(request: ExecuteRequest): Promise<ExecuteResult>;
  /** Starts a program that goes on until it is ended, at the latest with the workspace. @throws WorkspaceError */
  startProgram(request: ProgramRequest): Promise<Program>;
  /** What to start for such a program, for a caller who starts and ends it himself. @throws WorkspaceError */
  launchOf(request: ProgramRequest): Promise<ProgramLaunch>;
  /** @throws WorkspaceError */
  readFile(path: string, options?: { readonly maxBytes?: number }): Promise<Buffer>;
  /** Replaces the file atomically, keeping its mode; creates missing directories. @throws WorkspaceError */
  writeFile(path: string, content: Uint8Array, options?: { readonly mustBeNew?: boolean }): Promise<void>;
  /** Undefined when nothing is there. Follows links as far as the tools could. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Entries of a directory, sorted by name. @throws WorkspaceError */
  list(path: string): Promise<readonly DirectoryEntry[]>;
  /** Ends every process that was started here, and resolves when they are gone. */
  close(): Promise<void>;
}

export interface FileStat {
  readonly type: 'file' | 'directory' | 'other';
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
}

export interface ExecuteRequest {
  /** Program and arguments; no shell in between. */
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  /** Added to the workspace's clean environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Most bytes kept of each output; the rest is read and dropped. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** Default: none. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface ExecuteResult {
  /** Null when the program was ended by a signal, a timeout or an abort. */
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly timedOut: boolean;
  readonly truncated: boolean;
}

export interface ShellOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

/** A raw shell on a pseudo terminal. What is a command and what its result, is the terminal tool's business. */
export interface Shell {
  readonly pid: number;
  write(data: string): void;
  /** Output as text, in pieces as they come. One listener. */
  onData(listener: (data: string) => void): void;
  onExit(listener: (exit: { readonly exitCode: number; readonly signal?: number }) => void): void;
  /** Stops or goes on reading, so that a flood of output does not fill the memory. */
  pause(): void;
  resume(): void;
  /** What is started from the shell from now on, so that it can be ended apart from what runs already. */
  newProcesses(): NewProcesses;
  /** Ends the shell and everything that was started from it, and resolves when they are gone. */
  kill(): Promise<void>;
}

/** Processes that were started from a shell since a certain moment. */
export interface NewProcesses {
  /**
   * Ends them, wherever they have put themselves, and resolves when they are gone: within half a second.
   * The shell stays, and so does what was started before, with all that it starts itself.
   */
  end(): Promise<void>;
}

export class WorkspaceError extends Error {
  override readonly name = 'WorkspaceError';
  constructor(
    readonly reason: 'not_found' | 'is_directory' | 'not_directory' | 'denied' | 'exists' | 'too_large' | 'io',
    message: string,
  ) {
    super(message);
  }
}

export interface WorkspaceProvider {
  /** What tools are confined by on this machine. */
  readonly isolation: Isolation;
  /** Opens (and creates, when missing) the working directory of a conversation. */
  open(request: {
    readonly conversationId: string;
    readonly directory: string;
    readonly secretEnv?: Readonly<Record<string, string>>;
    /** Absolute paths of existing folders outside of it that tools may change too. */
    readonly alsoWritable?: readonly string[];
  }): Promise<Workspace>;
  /** Removes what the provider keeps for a conversation outside its working directory. */
  discard(conversationId: string): Promise<void>;
  /** Ends processes that an earlier server left behind. Returns how many there were. */
  reapOrphans(): Promise<number>;
}
