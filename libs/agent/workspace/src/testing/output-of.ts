import type { Workspace } from '@openhands-nest/agent-ports';

/** Standard output of a shell script, without the newline at its end. */
export async function outputOf(workspace: Workspace, script: string): Promise<string> {
  const { stdout } = await workspace.execute({ command: ['sh', '-c', script] });
  return stdout.toString().trimEnd();
}
