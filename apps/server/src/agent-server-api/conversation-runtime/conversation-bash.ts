import type { BashEventStore, CommandRunner } from '@openhands-nest/agent-ports';
import type { BashCommands, BashRequest } from '../bash/bash-commands.js';
import { WorkspaceRunner, type CommandWorkspace } from './workspace-runner.js';

export interface ConversationBashOptions {
  /** The history of a conversation's commands. */
  readonly storeOf: (conversationId: string) => BashEventStore;
  readonly openWorkspace: (conversationId: string, directory: string) => Promise<CommandWorkspace>;
  readonly commandsOver: (store: BashEventStore, runner: CommandRunner) => BashCommands;
}

interface Entry {
  readonly commands: BashCommands;
  readonly runner: WorkspaceRunner;
  /** Resolves when what an earlier server left unfinished is told. */
  readonly recovered: Promise<void>;
  users: number;
}

/**
 * Commands in the workspaces of conversations: confined as the agent's are, with a history of their own. A conversation is held in
 * memory only while somebody asks for it or a command of it runs.
 */
export class ConversationBash {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly options: ConversationBashOptions) {}

  /** Looks at the history, or stops a command. */
  use<T>(conversationId: string, action: (commands: BashCommands) => Promise<T>): Promise<T> {
    return this.#with(conversationId, ({ commands }) => action(commands));
  }

  /** Starts a command. @param directory where the conversation works */
  run<T>(
    conversationId: string,
    directory: string,
    request: BashRequest,
    action: (commands: BashCommands, request: BashRequest) => Promise<T>,
  ): Promise<T> {
    return this.#with(conversationId, async ({ commands, runner }) => {
      await runner.open(directory);
      return action(commands, request);
    });
  }

  /** Ends the commands of a conversation, and resolves when they are gone. */
  async end(conversationId: string): Promise<void> {
    const entry = this.#entries.get(conversationId);
    this.#entries.delete(conversationId);
    await entry?.commands.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.end(id)));
  }

  async #with<T>(conversationId: string, action: (entry: Entry) => Promise<T>): Promise<T> {
    const entry = this.#entryOf(conversationId);
    entry.users += 1;
    try {
      await entry.recovered;
      return await action(entry);
    } finally {
      entry.users -= 1;
      this.#dropIfIdle(conversationId, entry);
    }
  }

  #entryOf(conversationId: string): Entry {
    const existing = this.#entries.get(conversationId);
    if (existing) return existing;
    const runner = new WorkspaceRunner(
      (directory) => this.options.openWorkspace(conversationId, directory),
      () => this.#dropIfIdle(conversationId, entry),
    );
    const commands = this.options.commandsOver(this.options.storeOf(conversationId), runner);
    const entry: Entry = { commands, runner, recovered: commands.recover(), users: 0 };
    entry.recovered.catch(() => undefined);
    this.#entries.set(conversationId, entry);
    return entry;
  }

  #dropIfIdle(conversationId: string, entry: Entry): void {
    if (entry.users > 0 || entry.runner.running > 0) return;
    if (this.#entries.get(conversationId) === entry) this.#entries.delete(conversationId);
    void entry.commands.close();
  }
}
