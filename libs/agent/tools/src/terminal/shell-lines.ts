import { quoteForBash } from './shell-quote.js';

/** Variables of an agent's shell: programs shall neither paginate nor draw. */
export const SHELL_ENVIRONMENT: Readonly<Record<string, string>> = {
  TERM: 'dumb',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  MANPAGER: 'cat',
  SYSTEMD_PAGER: '',
  GIT_TERMINAL_PROMPT: '0',
};

/**
 * The first line for a new bash. No echo, no line editor, no history, no prompts; and a function that prints the end mark with
 * exit code, virtual environment and directory. It runs after each command, and again before each prompt for the commands that
 * Ctrl-C cut off; it repairs prompt settings that a sourced file has changed.
 */
export function firstLine(token: string): string {
  return [
    'stty -echo',
    'set +o emacs +o vi +o history +H',
    'shopt -u progcomp 2>/dev/null',
    '__openhands_number=0 __openhands_status=0',
    `__openhands_begin() { __openhands_number=$1; printf '${mark(token, 'B', '%s')}' "$1"; return $__openhands_status; }`,
    `__openhands_end() { __openhands_status=$?; PS1= PS2= PROMPT_COMMAND='{ __openhands_end; } 2>/dev/null'; ` +
      `printf '${mark(token, 'E', '%s', '%s', '%s', '%s')}' "$__openhands_number" "$__openhands_status" "$VIRTUAL_ENV" "$PWD"; ` +
      'return $__openhands_status; }',
    `PS1= PS2= PROMPT_COMMAND='{ __openhands_end; } 2>/dev/null'`,
    `printf '${mark(token, 'R', '0', '%s', '%s', '%s', '%s')}' "\${USER:-$(id -un)}" "$HOSTNAME" ` +
      '"$(command -v python3 || command -v python)" "$PWD"',
  ]
    .join('; ')
    .concat('\n');
}

/** The line that runs a command. Printed text before the begin mark is the terminal's echo. */
export function commandLine(number: number, command: string): string {
  return `{ __openhands_begin ${number}; } 2>/dev/null; eval ${quoteForBash(command)}; { __openhands_end; } 2>/dev/null\n`;
}

function mark(token: string, ...fields: string[]): string {
  return `\\036${token}\\035${fields.join('\\035')}\\037`;
}
