import type { CommandRequest, CommandRunner, RunningCommand } from '@openhands-nest/agent-ports';

/** Commands of one conversation that run at the same time, at most. */
const MAX_COMMANDS = 16;

/** What of a workspace is needed to run commands in it. */
export interface CommandWorkspace {
  startCommand(request: CommandRequest): RunningCommand;
  close(): Promise<void>;
}

/** Runs commands in a workspace that is opened when the first of them comes. */
export class WorkspaceRunner implements CommandRunner {
  readonly #running = new Set<RunningCommand>();
  #opening: Promise<CommandWorkspace> | undefined;
  #workspace: CommandWorkspace | undefined;
  #isClosed = false;

  /** @param onIdle called when the last command that ran has ended */
  constructor(
    private readonly openWorkspace: (directory: string) => Promise<CommandWorkspace>,
    private readonly onIdle: () => void,
  ) {}

  get running(): number {
    return this.#running.size;
  }

  /** To be called before `start`, which refuses once this is closed. @throws WorkspaceError */
  async open(directory: string): Promise<void> {
    if (this.#isClosed) return;
    this.#opening ??= this.openWorkspace(directory);
    try {
      const workspace = await this.#opening;
      if (!this.#isClosed) this.#workspace = workspace;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  start(request: CommandRequest): RunningCommand {
    if (!this.#workspace) return refused('The workspace is closed. Try again in a moment.');
    if (this.#running.size >= MAX_COMMANDS)
      return refused(`${MAX_COMMANDS} commands run here already. Wait until one of them has ended, or stop one.`);
    const command = this.#workspace.startCommand(request);
    this.#running.add(command);
    void command.ended.then(() => {
      this.#running.delete(command);
      // Its last output is written meanwhile: whoever looks for it holds the conversation on its own account.
      if (this.#running.size === 0) setImmediate(this.onIdle);
    });
    return command;
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#isClosed = true;
    this.#workspace = undefined;
    await (await opening?.catch(() => undefined))?.close();
  }
}

function refused(problem: string): RunningCommand {
  return { ended: Promise.resolve({ exitCode: -1, problem }), stop: async () => undefined };
}
