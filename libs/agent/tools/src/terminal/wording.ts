import { controlLetterOf } from './keys.js';

/** What the terminal says to a model, in one place. */

export const NOTHING_TO_RETRIEVE =
  'No previous running command to retrieve logs from. Send a command; an empty one only waits for a command that is still running.';
export const NOTHING_TO_INTERACT =
  'No previous running command to interact with. Start a program first, without is_input; then send input to it.';
export const RESET_WITH_INPUT =
  'reset and is_input exclude each other: a new shell has no program that waits for input.';
export const STRUCTURED_LITERAL =
  'This is not a shell command but structured data. Put one command into `command` as plain text; for several, join them with && or make several calls.';

export function idleCapExceeded(seconds: number): string {
  return `The timeout is too long: this server stops machines that are idle. Use at most ${seconds} seconds, or start the program in the background and look at its output later.`;
}

export function severalCommands(commands: readonly string[]): string {
  const list = commands.map((command, index) => `${index + 1}. ${firstLineOf(command)}`).join('\n');
  return `Not executed: these are ${commands.length} commands on lines of their own, and one call runs one command. Join them with && (or ;), or make one call for each:\n${list}`;
}

export function busy(running: string): string {
  return (
    `Not executed: the previous command is still running (${firstLineOf(running)}). ` +
    'Send an empty command to wait for it, text or a key such as C-c with is_input=true to control it, or reset=true to replace the shell.'
  );
}

export function completed(exitCode: number, input?: string): string {
  const letter = input === undefined ? undefined : controlLetterOf(input);
  return `\n[The command completed with exit code ${exitCode}.${letter ? ` CTRL+${letter} was sent.` : ''}]`;
}

export function endedShell(exitCode: number, directory: string): string {
  return `\n[The command completed with exit code ${exitCode}. It ended the shell; the next command gets a new one in ${directory}, without earlier variables, functions and jobs.]`;
}

const HOW_TO_GO_ON =
  'It goes on running: send an empty command to wait, input or a key such as C-c with is_input=true, or a longer timeout with an empty command.';

export function noChange(seconds: number): string {
  return `\n[No new output for ${seconds} seconds. ${HOW_TO_GO_ON}]`;
}

export function hardTimeout(seconds: number): string {
  return `\n[The command has not finished within ${seconds} seconds. ${HOW_TO_GO_ON}]`;
}

export const CONTINUED_OUTPUT = '[Further output of the previous command.]\n';

export function leftover(command: string, exitCode: number, output: string): string {
  return `[Meanwhile the previous command (${firstLineOf(command)}) finished with exit code ${exitCode}. The rest of its output:]\n${output}\n[Output of the new command:]\n`;
}

export function idleOutput(output: string): string {
  return `[Programs in the background have printed:]\n${output}\n[Output of the new command:]\n`;
}

export function newShell(directory: string): string {
  return `[The previous shell is gone; this is a new one in ${directory}, without earlier variables, functions and jobs.]\n`;
}

export const RESET_DONE =
  'The terminal has a new shell. Variables, functions and running programs of the old one are gone.';

function firstLineOf(command: string): string {
  const [line = ''] = command.trim().split('\n');
  return line.length > 80 || line !== command.trim() ? `${line.slice(0, 80)}…` : line;
}
