import type { TypedCommand } from '../../terminal/terminal-note.js';
import type { LegacyDraft } from './legacy-event.js';

/** A command that a person typed: clients show it in their terminal and not in the chat. @param id of the first of the two events */
export function typedCommand({ command, exitCode, output }: TypedCommand, id: number): LegacyDraft[] {
  const args = {
    command,
    is_input: false,
    thought: '',
    blocking: false,
    is_static: false,
    cwd: null,
    hidden: false,
    confirmation_state: 'confirmed',
  };
  const metadata = {
    exit_code: exitCode,
    pid: -1,
    username: null,
    hostname: null,
    working_dir: null,
    py_interpreter_path: null,
    prefix: '',
    suffix: '',
  };
  const extras = { command, metadata, hidden: false };
  return [
    { source: 'user', message: `run: ${command}`, body: { action: 'run', args } },
    {
      source: 'user',
      message: `${command}: exit ${exitCode}`,
      cause: id,
      body: { observation: 'run', content: output, extras, success: exitCode === 0 },
    },
  ];
}
