import type { Content } from '@openhands-nest/contracts/events';

/** A command that a person typed, and what came of it. */
export interface TypedCommand {
  readonly command: string;
  /** -1: it was cut off, or could not be started. */
  readonly exitCode: number;
  readonly output: string;
}

const PROMPT = '$ ';
const NOTE = 'The user ran this command in a terminal of the workspace. Exit code: ';
/** Characters of the output that the log keeps: its beginning and its end. */
const MOST_OUTPUT = 20_000;

/** How the log tells of the command, and the agent with it: as a message of three parts. */
export function terminalNote({ command, exitCode, output }: TypedCommand): Content[] {
  return [PROMPT + command, NOTE + exitCode, shortened(output)].map((text) => ({ type: 'text', text }));
}

/** What such a message tells of; undefined for every other. */
export function readTerminalNote(content: readonly Content[]): TypedCommand | undefined {
  const [command, note, output, ...more] = content.map((part) => (part.type === 'text' ? part.text : undefined));
  if (command === undefined || output === undefined || more.length > 0) return undefined;
  if (!command.startsWith(PROMPT) || !note?.startsWith(NOTE)) return undefined;
  return { command: command.slice(PROMPT.length), exitCode: Number(note.slice(NOTE.length)), output };
}

function shortened(output: string): string {
  if (output.length <= MOST_OUTPUT) return output;
  const half = MOST_OUTPUT / 2;
  const cut = output.length - MOST_OUTPUT;
  return `${output.slice(0, half)}\n… ${cut} characters are left out …\n${output.slice(-half)}`;
}
