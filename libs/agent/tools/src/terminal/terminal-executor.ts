import type { Clock, ToolContext, ToolExecutor } from '@openhands-nest/agent-ports';
import type { TerminalAction, TerminalObservation } from '@openhands-nest/contracts/events';
import { clipMiddle } from '../text/head-and-tail.js';
import { commandLinesOf } from './command-lines.js';
import { sequenceOf } from './keys.js';
import { terminalObservation, type TerminalReport } from './observations.js';
import type { RunningCommand } from './running-command.js';
import { ShellKeeper } from './shell-keeper.js';
import type { ShellSession } from './shell-session.js';
import { isStructuredLiteral } from './structured-literal.js';
import { endsWithin, waitForCommand, type WaitOutcome } from './wait-for-command.js';
import * as say from './wording.js';

export interface TerminalOptions {
  readonly clock: Clock;
  /** Milliseconds without output after which a call returns while its command goes on. */
  readonly quietMs: number;
  /** Seconds after which an idle machine is stopped; timeouts above 90 % of it are refused. */
  readonly idleCapSeconds?: number;
}

/** Milliseconds that an interrupted command has to react to each Ctrl-C. */
const INTERRUPT_GRACE_MS = 120;
/** Milliseconds for ending a command's processes, before its shell is ended with them. */
const ENDING_LIMIT_MS = 400;
/** Characters of earlier output repeated before a new command's own. */
const LONGEST_PREFIX = 10_000;

/** The conversation's one terminal: one shell, at most one command at a time. */
export class TerminalExecutor implements ToolExecutor<TerminalAction, TerminalObservation> {
  private readonly shell: ShellKeeper;
  /** Until its end has been reported. */
  private command: RunningCommand | undefined;

  constructor(
    private readonly context: ToolContext,
    private readonly options: TerminalOptions,
  ) {
    this.shell = new ShellKeeper(context.workspace, options.clock);
  }

  async execute(action: TerminalAction, signal: AbortSignal): Promise<TerminalObservation> {
    signal.throwIfAborted();
    const refusal = this.refusalOf(action);
    if (refusal) return refusal;

    if (action.reset) await this.reset();
    if (action.reset && action.command.trim() === '')
      return this.report({ command: '[RESET]', text: say.RESET_DONE, exitCode: 0 });
    return action.is_input || action.command.trim() === '' ? this.goOn(action, signal) : this.start(action, signal);
  }

  async close(): Promise<void> {
    await this.reset();
  }

  private refusalOf(action: TerminalAction): TerminalObservation | undefined {
    const { command, is_input, reset, timeout } = action;
    const longest = this.options.idleCapSeconds === undefined ? Infinity : this.options.idleCapSeconds * 0.9;
    if (reset && is_input) return this.refuse(command, say.RESET_WITH_INPUT);
    if (timeout && timeout > longest) return this.refuse(command, say.idleCapExceeded(Math.floor(longest)));
    if (is_input || command.trim() === '') return undefined;
    if (isStructuredLiteral(command)) return this.refuse(command, say.STRUCTURED_LITERAL);
    if (!reset && this.command && !this.command.end) return this.refuseWhileBusy(command, this.command);
    const commands = commandLinesOf(command);
    return commands.length > 1 ? this.refuse(command, say.severalCommands(commands)) : undefined;
  }

  private refuse(command: string, text: string): TerminalObservation {
    return this.report({ command, text, exitCode: null, isError: true });
  }

  private refuseWhileBusy(command: string, running: RunningCommand): TerminalObservation {
    return this.report({ command, text: say.busy(running.text), exitCode: -1, isError: true });
  }

  private async reset(): Promise<void> {
    this.command = undefined;
    await this.shell.reset();
  }

  private async start(action: TerminalAction, signal: AbortSignal): Promise<TerminalObservation> {
    const leftover = await this.takeLeftover();
    const { session, notice } = await this.shell.open();
    const idle = await session.takeIdleOutput();
    const idleText = idle.text.trim() === '' ? '' : say.idleOutput(clipMiddle(idle.text.trim(), LONGEST_PREFIX));
    signal.throwIfAborted();
    this.command = session.run(action.command.trim());
    return this.await(this.command, session, action, leftover + notice + idleText, signal);
  }

  /** What a command that has ended between two calls still had to say. */
  private async takeLeftover(): Promise<string> {
    const previous = this.command;
    this.command = undefined;
    if (!previous?.end) return '';
    const { text } = await previous.takeOutput();
    return say.leftover(previous.text, previous.end.exitCode, clipMiddle(text.trimEnd(), LONGEST_PREFIX));
  }

  /** Waits for more of the running command, after sending it input if there is any. */
  private async goOn(action: TerminalAction, signal: AbortSignal): Promise<TerminalObservation> {
    const { command } = this;
    const session = this.shell.current;
    if (!command || !session) {
      return this.refuse(action.command, action.is_input ? say.NOTHING_TO_INTERACT : say.NOTHING_TO_RETRIEVE);
    }
    if (action.is_input && command.end) return this.refuse(action.command, say.NOTHING_TO_INTERACT);
    if (action.is_input && action.command !== '') session.send(sequenceOf(action.command));
    return this.await(command, session, action, say.CONTINUED_OUTPUT, signal);
  }

  private async await(
    command: RunningCommand,
    session: ShellSession,
    action: TerminalAction,
    prefix: string,
    signal: AbortSignal,
  ): Promise<TerminalObservation> {
    const { clock, quietMs } = this.options;
    const hardMs = action.timeout === undefined || action.timeout === null ? undefined : action.timeout * 1_000;
    let outcome: WaitOutcome;
    try {
      outcome = await waitForCommand(command, { quietMs, ...(hardMs !== undefined && { hardMs }) }, clock, signal);
    } catch (error) {
      await this.interrupt(command, session);
      throw error;
    }
    const { text, savedIn } = await command.takeOutput();
    const suffix = this.suffixOf(outcome, command, action);
    const exitCode = outcome === 'ended' ? (command.end?.exitCode ?? -1) : -1;
    const observation = this.report({
      command: action.reset ? `[RESET] ${action.command}` : action.command,
      text: text.replace(/\n+$/, ''),
      exitCode,
      prefix,
      suffix,
      identity: session.identity,
      directory: session.directory,
      ...(savedIn && { savedUnder: this.context.workspace.outputDirectory }),
    });
    if (outcome === 'ended') await this.forget(command);
    return observation;
  }

  private suffixOf(outcome: WaitOutcome, { end }: RunningCommand, action: TerminalAction): string {
    if (outcome === 'timed_out') return say.hardTimeout(action.timeout ?? 0);
    if (outcome === 'quiet' || !end) return say.noChange(this.options.quietMs / 1_000);
    if (end.endedShell) return say.endedShell(end.exitCode, this.shell.workingDirectory);
    return say.completed(end.exitCode, action.is_input ? action.command : undefined);
  }

  private async forget(command: RunningCommand): Promise<void> {
    this.command = undefined;
    if (command.end?.endedShell) await this.shell.replaceLater();
  }

  /**
   * Ends the command with everything that it has started. What earlier commands left running goes on, and so does the shell,
   * unless it is held up by the command itself. Ctrl-C comes first, twice, because one may fall between two programs.
   */
  private async interrupt(command: RunningCommand, session: ShellSession): Promise<void> {
    this.command = undefined;
    await this.pressCtrlC(command, session);
    await this.pressCtrlC(command, session);
    const patience = new AbortController();
    const isTimeOver = this.options.clock.sleep(ENDING_LIMIT_MS, patience.signal).catch(() => undefined);
    await Promise.race([command.processes.end(), isTimeOver]);
    patience.abort();
    // Free of a program that did not listen, the shell would go on with the rest of its line.
    await this.pressCtrlC(command, session);
    if (!command.end) await this.shell.lose();
  }

  private async pressCtrlC(command: RunningCommand, session: ShellSession): Promise<void> {
    if (command.end) return;
    session.send('\x03');
    await endsWithin(command, INTERRUPT_GRACE_MS, this.options.clock);
  }

  private report(report: TerminalReport): TerminalObservation {
    const session = this.shell.current;
    const directory = this.shell.workingDirectory;
    return terminalObservation({ directory, ...(session && { identity: session.identity }), ...report });
  }
}
