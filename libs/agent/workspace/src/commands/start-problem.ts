import { stat } from 'node:fs/promises';
import { WorkspaceError } from '@openhands-nest/agent-ports';

/** Why a shell could not be started, as a sentence that says what to do. */
export async function startProblem(error: unknown, cwd: string | undefined): Promise<string> {
  if (!(error instanceof WorkspaceError) && cwd !== undefined && !(await isDirectory(cwd))) {
    return `The command was not started: there is no directory ${cwd}. Create it, or choose another cwd.`;
  }
  if (error instanceof WorkspaceError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'E2BIG') return 'The command is too long to be started. Put it into a file, and run that.';
  if (code === 'ERR_INVALID_ARG_VALUE') return 'The command was not started: it holds a zero byte. Leave that out.';
  return `The command was not started: ${message}.`;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
