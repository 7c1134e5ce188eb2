import type { Workspace } from '@openhands-nest/agent-ports';

/** A fresh workspace for one test, and what removes it afterwards. */
export interface OpenedWorkspace {
  readonly workspace: Workspace;
  readonly dispose: () => Promise<void>;
}

export type OpenWorkspace = () => Promise<OpenedWorkspace>;

/** Runs a test's story with a workspace of its own. */
export async function withWorkspace(
  open: OpenWorkspace,
  story: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const { workspace, dispose } = await open();
  try {
    await story(workspace);
  } finally {
    await workspace.close();
    await dispose();
  }
}

/** Standard output of a shell script, without the newline at its end. */
export async function outputOf(workspace: Workspace, script: string): Promise<string> {
  const { stdout } = await workspace.execute({ command: ['sh', '-c', script] });
  return stdout.toString().trimEnd();
}
