import type { Engine } from '@openhands-nest/agent-core';
import { isInside } from '@openhands-nest/agent-workspace';
import type { ConversationBash } from '../../agent-server-api/conversation-runtime/conversation-bash.js';
import type { ConversationPlace } from '../../agent-server-api/conversation-runtime/conversation-place.js';
import { terminalNote, type TypedCommand } from './terminal-note.js';

/** Seconds that a typed command may take: nobody can interrupt it from that terminal. */
const TIMEOUT = 120;
/** What stands between a command's output and the directory in which it ended: a character that no program prints by itself. */
const MARK = '\x1e';
const REPORT_DIRECTORY = `exec 2>&1\ntrap 'printf "\\036%s" "$PWD"' EXIT\n`;

export interface UserTerminalOptions {
  readonly engine: Engine;
  readonly place: Pick<ConversationPlace, 'rootOf'>;
  readonly bash: ConversationBash;
}

/**
 * The terminal of one client in the workspace of a conversation, beside the agent's own, so that neither waits for the other. Its
 * commands come one after the other and keep the directory; what they said becomes a message, which the agent sees at its next step.
 */
export class UserTerminal {
  #last: Promise<void> = Promise.resolve();
  #directory: string | undefined;

  constructor(
    private readonly conversationId: string,
    private readonly options: UserTerminalOptions,
  ) {}

  /** Resolves when the command has ended and the log tells of it. @throws what keeps it from being told */
  run(command: string): Promise<void> {
    const done = this.#last.then(() => this.#runNow(command));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #runNow(command: string): Promise<void> {
    const { engine } = this.options;
    const content = terminalNote(await this.#outcomeOf(command));
    await engine.send(this.conversationId, { content, run: false, isAside: true });
  }

  async #outcomeOf(command: string): Promise<TypedCommand> {
    const { place, bash } = this.options;
    const root = await place.rootOf(this.conversationId);
    const request = { command: REPORT_DIRECTORY + command, cwd: this.#directory ?? root, timeout: TIMEOUT };
    const ended = await bash.run(this.conversationId, root, request, (commands, wanted) => commands.execute(wanted));
    const [output = '', directory] = splitAtLast(ended.stdout ?? '', MARK);
    this.#directory = directory !== undefined && isInside(root, directory) ? directory : undefined;
    return { command, exitCode: ended.exit_code ?? -1, output: output + (ended.stderr ?? '') };
  }
}

function splitAtLast(text: string, mark: string): [before: string, after?: string] {
  const at = text.lastIndexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
