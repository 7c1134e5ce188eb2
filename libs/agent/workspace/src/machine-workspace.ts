import { isAbsolute } from 'node:path';
import {
  Isolation,
  WorkspaceError,
  type CommandRequest,
  type DirectoryEntry,
  type ExecuteRequest,
  type ExecuteResult,
  type FileStat,
  type Program,
  type ProgramLaunch,
  type ProgramRequest,
  type RunningCommand,
  type Shell,
  type ShellOptions,
  type Workspace,
  type WorkspaceProvider,
} from '@openhands-nest/agent-ports';
import { CommandRun } from './commands/command-run.js';
import type { FileAccess } from './files/file-access.js';
import { fileError } from './files/file-errors.js';
import type { Confinement, Launch } from './processes/confinement.js';
import { PipedProgram } from './processes/piped-program.js';
import { PtyShell } from './processes/pty-shell.js';
import { runProgram } from './processes/run-program.js';

/** Bytes of one file that are read when the caller sets no limit. */
const DEFAULT_MAX_FILE = 64 * 1024 * 1024;
/** Milliseconds that a command which is ended gets to tidy up; fewer when the whole workspace closes. */
const COMMAND_GRACE = 1_000;
const CLOSING_GRACE = 300;

export interface MachineWorkspaceOptions {
  readonly root: string;
  readonly outputDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Added for shells and commands of the agent, not for programs that go on beside it. */
  readonly secretEnv?: Readonly<Record<string, string>>;
  readonly shell: readonly [string, ...string[]];
  readonly confinement: Confinement;
  readonly files: (execute: Workspace['execute']) => FileAccess;
}

/** Gives workspaces that also run shell commands whose output comes in pieces. */
export interface MachineWorkspaceProvider extends WorkspaceProvider {
  open(request: Parameters<WorkspaceProvider['open']>[0]): Promise<MachineWorkspace>;
}

/** A workspace on this machine. How far its processes are confined, and how files are reached, is given to it. */
export class MachineWorkspace implements Workspace {
  readonly root: string;
  readonly isolation: Isolation;
  readonly outputDirectory: string;
  private readonly files: FileAccess;
  private readonly shells = new Set<PtyShell>();
  private readonly commands = new Set<CommandRun>();
  private readonly programs = new Set<Promise<unknown>>();
  private readonly servants = new Set<PipedProgram>();
  private readonly closing = new AbortController();

  constructor(private readonly options: MachineWorkspaceOptions) {
    this.root = options.root;
    this.outputDirectory = options.outputDirectory;
    this.isolation = options.confinement.isolation;
    this.files = options.files((request) => this.start(request, request.cwd ?? this.root));
  }

  /** Runs a command in a shell. What it leaves in the background ends with it. */
  startCommand(request: CommandRequest): RunningCommand {
    const [shell] = this.options.shell;
    const { command, cwd } = request;
    const launch = () => this.confined({ command: [shell, '-c', command], ...(cwd !== undefined && { cwd }) });
    const jailed = this.isolation === Isolation.Bubblewrap;
    const running = new CommandRun({ ...request, launch, jailed, endsLeftovers: true, graceMs: COMMAND_GRACE });
    this.commands.add(running);
    void running.ended.then(() => this.commands.delete(running));
    return running;
  }

  async openShell(options: ShellOptions): Promise<Shell> {
    const cwd = await this.workingDirectory(options.cwd);
    this.checkOpen();
    const launch = this.options.confinement.launch(this.options.shell, cwd, this.environmentWith(options.env));
    const shell = await PtyShell.open(launch, this.isolation === Isolation.Bubblewrap, options);
    this.shells.add(shell);
    void shell.gone.finally(() => this.shells.delete(shell));
    if (this.closing.signal.aborted) await shell.kill();
    return shell;
  }

  async execute(request: ExecuteRequest): Promise<ExecuteResult> {
    return this.start(request, await this.workingDirectory(request.cwd));
  }

  async startProgram(request: ProgramRequest): Promise<Program> {
    const program = await PipedProgram.start(await this.confined(request), this.isolation === Isolation.Bubblewrap);
    this.servants.add(program);
    void program.ended.finally(() => this.servants.delete(program));
    if (this.closing.signal.aborted) await program.kill();
    return program;
  }

  async launchOf(request: ProgramRequest): Promise<ProgramLaunch> {
    const { file, args, cwd, env } = await this.confined(request);
    return { file, args, cwd, env };
  }

  readFile(path: string, { maxBytes = DEFAULT_MAX_FILE } = {}): Promise<Buffer> {
    return this.files.readFile(this.absolute(path), maxBytes);
  }

  writeFile(path: string, content: Uint8Array, { mustBeNew = false } = {}): Promise<void> {
    return this.files.writeFile(this.absolute(path), content, mustBeNew);
  }

  stat(path: string): Promise<FileStat | undefined> {
    return this.files.stat(this.absolute(path));
  }

  async list(path: string): Promise<readonly DirectoryEntry[]> {
    const entries = await this.files.list(this.absolute(path));
    return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async close(): Promise<void> {
    this.closing.abort();
    const ends = [...this.shells, ...this.servants].map((one) => one.kill());
    const commands = [...this.commands].map((command) => command.stop(CLOSING_GRACE).then(() => command.ended));
    await Promise.allSettled([...ends, ...this.programs, ...commands]);
  }

  private async confined({ command, cwd, env }: ProgramRequest): Promise<Launch> {
    const directory = await this.workingDirectory(cwd);
    this.checkOpen();
    return this.options.confinement.launch(command, directory, { ...this.options.environment, ...env });
  }

  private async start(request: ExecuteRequest, cwd: string): Promise<ExecuteResult> {
    this.checkOpen();
    const signals = [this.closing.signal, ...(request.signal ? [request.signal] : [])];
    const env = this.environmentWith(request.env);
    const program = runProgram(this.options.confinement, { ...request, cwd, env, signal: AbortSignal.any(signals) });
    this.programs.add(program);
    try {
      return await program;
    } finally {
      this.programs.delete(program);
    }
  }

  private async workingDirectory(path = this.root): Promise<string> {
    const cwd = this.absolute(path);
    const stat = await this.stat(cwd);
    if (stat?.type === 'directory') return cwd;
    throw fileError(stat ? 'not_directory' : 'not_found', cwd);
  }

  private absolute(path: string): string {
    if (path.includes('\0')) throw new WorkspaceError('not_found', 'A path cannot hold a zero byte. Check the path.');
    const whole = isAbsolute(path) ? path : `${this.root}/${path}`;
    return whole.length > 1 ? whole.replace(/\/+$/, '') || '/' : whole;
  }

  private environmentWith(added: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...this.options.environment, ...this.options.secretEnv, ...added };
  }

  private checkOpen(): void {
    if (this.closing.signal.aborted)
      throw new WorkspaceError('io', 'The workspace is closed. Open the conversation again.');
  }
}
