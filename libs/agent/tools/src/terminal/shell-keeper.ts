import type { Clock, Workspace } from '@openhands-nest/agent-ports';
import { ShellSession } from './shell-session.js';
import { newShell } from './wording.js';

/** A conversation's shell: opened when first needed, replaced when it has gone, always in the last known directory. */
export class ShellKeeper {
  private session: ShellSession | undefined;
  private directory: string;
  private wasLost = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly clock: Clock,
  ) {
    this.directory = workspace.root;
  }

  get current(): ShellSession | undefined {
    return this.session;
  }

  /** Where the shell stands, or the next one will start. */
  get workingDirectory(): string {
    return this.session?.directory ?? this.directory;
  }

  /** The shell, and what to tell about it when it is not the one of the previous call. */
  async open(): Promise<{ readonly session: ShellSession; readonly notice: string }> {
    if (this.session?.hasExited) await this.lose();
    if (this.session) return { session: this.session, notice: '' };
    const directory = await this.existingDirectory();
    this.session = await ShellSession.open(this.workspace, directory, this.clock);
    const notice = this.wasLost ? newShell(this.session.directory) : '';
    this.wasLost = false;
    return { session: this.session, notice };
  }

  /** Ends the shell and what runs in it. The next one says that it is new. */
  async lose(): Promise<void> {
    this.directory = this.workingDirectory;
    this.wasLost = true;
    await this.kill();
  }

  /** Ends the shell on request; the next one starts where the first one did. */
  async reset(): Promise<void> {
    await this.kill();
    this.directory = this.workspace.root;
    this.wasLost = false;
  }

  /** The shell has ended by itself, and the model knows. */
  async replaceLater(): Promise<void> {
    await this.lose();
    this.wasLost = false;
  }

  private async kill(): Promise<void> {
    const { session } = this;
    this.session = undefined;
    await session?.kill();
  }

  private async existingDirectory(): Promise<string> {
    const found = await this.workspace.stat(this.directory).catch(() => undefined);
    return found?.type === 'directory' ? this.directory : this.workspace.root;
  }
}
