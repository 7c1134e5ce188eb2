import type { Content, TerminalObservation } from '@openhands-nest/contracts/events';
import { textContent } from '../text/text-content.js';

/** What a model reads of a terminal observation: the output between its notices, then where the shell stands. */
export function terminalModelText({ content, metadata }: TerminalObservation): Content[] {
  const output = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const lines = [
    metadata.prefix + output + metadata.suffix,
    metadata.working_dir ? `[Current working directory: ${metadata.working_dir}]` : '',
    metadata.py_interpreter_path ? `[Python interpreter: ${metadata.py_interpreter_path}]` : '',
    metadata.exit_code === -1 ? '' : `[Command finished with exit code ${metadata.exit_code}]`,
  ];
  return [textContent(lines.filter((line) => line !== '').join('\n'))];
}
