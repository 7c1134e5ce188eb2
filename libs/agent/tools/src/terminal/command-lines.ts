import { CommandReader } from './command-reader.js';

/**
 * Splits a shell text into its commands, where a new line at the top level ends one. New lines inside quotes, here-documents,
 * loops, groups, substitutions and after `\`, `|`, `&&` or `||` do not. Comments and empty lines are no commands.
 * Text that is no complete shell grammar stays in one piece: bash itself will say what is wrong with it.
 */
export function commandLinesOf(text: string): string[] {
  const reader = new CommandReader(text);
  const commands: string[] = [];
  for (let command = reader.next(); command !== undefined; command = reader.next()) {
    if (command.trim() !== '') commands.push(command.trim());
  }
  return commands;
}
