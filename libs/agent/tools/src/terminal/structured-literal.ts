/** Whether a command is data that was meant for something else, such as a JSON list. `[ -f x ]`, `[[ a ]]`, `{ ls; }` are not. */
export function isStructuredLiteral(command: string): boolean {
  return /^(?:\[[{"]|\[\[\S|\{")/.test(command.trimStart());
}
