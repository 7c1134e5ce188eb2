import type { Workspace } from '@openhands-nest/agent-ports';

const TIMEOUT_MS = 10_000;
const MAX_OUTPUT_BYTES = 50 * 1024;
const MAX_COMMANDS = 50;
/** Fenced code, which may be unclosed; an escaped command; inline code; a command. The first that fits counts. */
const PARTS = /```[\s\S]*?(?:```|$)|\\!`[^`]+`|(?<!!)`[^`]+`|!`(?<command>[^`]+)`/g;

/** Replaces each !`command` in a skill by what it prints, run in the workspace. Code and \!`…` stay as they are. */
export async function renderCommands(
  content: string,
  workspace: Workspace,
  directory: string,
  signal: AbortSignal,
): Promise<string> {
  let rendered = '';
  let end = 0;
  let commands = 0;
  for (const match of content.matchAll(PARTS)) {
    rendered += content.slice(end, match.index);
    end = match.index + match[0].length;
    const command = match.groups?.command;
    if (command === undefined) rendered += match[0].startsWith('\\') ? match[0].slice(1) : match[0];
    else if (++commands > MAX_COMMANDS) rendered += `[Not run: a skill may run ${MAX_COMMANDS} commands.]`;
    else rendered += await outputOf(command, workspace, directory, signal);
  }
  return rendered + content.slice(end);
}

async function outputOf(command: string, workspace: Workspace, cwd: string, signal: AbortSignal): Promise<string> {
  const result = await workspace.execute({
    command: ['sh', '-c', command],
    cwd,
    signal,
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  });
  signal.throwIfAborted();
  if (result.timedOut) return `[Error: \`${command}\` was ended after ${TIMEOUT_MS / 1000} s]`;
  if (result.exitCode !== 0)
    return `[Error: \`${command}\` ended with ${result.exitCode}: ${result.stderr.toString().trim().slice(-500)}]`;
  return result.stdout.toString().trim() + (result.truncated ? '\n[The rest of the output was cut.]' : '');
}
