import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Clock, Shell, Workspace } from '@openhands-nest/agent-ports';
import { MarkScanner, type Mark } from './mark-scanner.js';
import { OutputFile } from './output-file.js';
import { OutputWindow, type ShownOutput } from './output-window.js';
import { RunningCommand } from './running-command.js';
import { commandLine, firstLine, SHELL_ENVIRONMENT } from './shell-lines.js';

/** Wide, so that programs do not break their lines. */
const COLUMNS = 256;
const ROWS = 200;
const READY_WITHIN_MS = 20_000;

export interface ShellIdentity {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly python: string | null;
}

/** One bash on a pseudo terminal, which runs one command at a time and tells when it is over and how. */
export class ShellSession {
  private readonly scanner: MarkScanner;
  private idle = new OutputWindow();
  private command: RunningCommand | undefined;
  private commandNumber = 0;
  private hasBegun = false;
  private announceReady!: (fields: readonly string[]) => void;
  private readonly ready = new Promise<readonly string[]>((resolve) => (this.announceReady = resolve));
  private announceExit!: () => void;
  private readonly exited = new Promise<void>((resolve) => (this.announceExit = resolve));
  private systemPython: string | null = null;
  private virtualEnvironment = '';
  private username = '';
  private hostname = '';
  private exitedWith: number | undefined;
  /** Working directory after the newest command. */
  directory = '';

  private constructor(
    private readonly shell: Shell,
    token: string,
    private readonly workspace: Workspace,
    private readonly clock: Clock,
  ) {
    this.scanner = new MarkScanner(token);
    shell.onData((data) => this.receive(data));
    shell.onExit((exit) => this.onExit(exit.signal ? 128 + exit.signal : exit.exitCode));
  }

  /** @throws Error with a sentence for people when no usable bash answers. */
  static async open(workspace: Workspace, cwd: string, clock: Clock): Promise<ShellSession> {
    const token = randomBytes(16).toString('hex');
    const shell = await workspace.openShell({ cwd, env: SHELL_ENVIRONMENT, columns: COLUMNS, rows: ROWS });
    const session = new ShellSession(shell, token, workspace, clock);
    shell.write(firstLine(token));
    await session.untilReady();
    return session;
  }

  get hasExited(): boolean {
    return this.exitedWith !== undefined;
  }

  get identity(): ShellIdentity {
    const python = this.virtualEnvironment ? posix.join(this.virtualEnvironment, 'bin/python') : this.systemPython;
    return { pid: this.shell.pid, username: this.username, hostname: this.hostname, python };
  }

  run(text: string): RunningCommand {
    this.commandNumber += 1;
    this.hasBegun = false;
    this.command = new RunningCommand(text, this.shell.newProcesses(), this.clock, () => this.openFile());
    this.shell.write(commandLine(this.commandNumber, text));
    if (this.exitedWith !== undefined) this.command.finish({ exitCode: this.exitedWith, endedShell: true });
    return this.command;
  }

  send(keys: string): void {
    this.shell.write(keys);
  }

  /** What programs in the background have printed between commands. */
  takeIdleOutput(): Promise<ShownOutput> {
    const { idle } = this;
    this.idle = new OutputWindow();
    return idle.close();
  }

  kill(): Promise<void> {
    return this.shell.kill();
  }

  private async untilReady(): Promise<void> {
    const timer = new AbortController();
    const late = this.clock.sleep(READY_WITHIN_MS, timer.signal).then(() => undefined);
    try {
      const fields = await Promise.race([this.ready, this.exited.then(() => undefined), late]);
      if (!fields)
        throw new Error('No bash could be started in the workspace. Install bash, or repair it, and try again.');
      const [username = '', hostname = '', python = '', directory = ''] = fields;
      Object.assign(this, { username, hostname, systemPython: python || null, directory });
    } catch (error) {
      await this.kill();
      throw error;
    } finally {
      timer.abort();
    }
  }

  private receive(data: string): void {
    for (const piece of this.scanner.push(data)) {
      if ('mark' in piece) this.obey(piece.mark);
      else if (!this.command) this.idle.push(piece.text);
      else if (this.hasBegun) this.command.receive(piece.text);
    }
  }

  private obey({ kind, command, fields }: Mark): void {
    if (kind === 'ready') {
      this.idle = new OutputWindow();
      this.announceReady(fields);
    } else if (command === this.commandNumber && this.command) {
      if (kind === 'begin') this.hasBegun = true;
      else if (kind === 'end' && this.hasBegun) this.endCommand(fields);
    }
  }

  private endCommand([exitCode = '', virtualEnvironment = '', directory = '']: readonly string[]): void {
    this.virtualEnvironment = virtualEnvironment;
    this.directory = directory || this.directory;
    this.command?.finish({ exitCode: Number(exitCode), endedShell: false });
    this.command = undefined;
  }

  private onExit(exitCode: number): void {
    this.exitedWith = exitCode;
    this.command?.finish({ exitCode, endedShell: true });
    this.announceExit();
  }

  private openFile(): OutputFile {
    const name = `terminal-${new Date(this.clock.now()).toISOString().replace(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}.txt`;
    return new OutputFile(this.workspace, posix.join(this.workspace.outputDirectory, name), this.shell);
  }
}
