import type { Workspace, WorktreeSpec } from '@openhands-nest/agent-ports';

export type WorktreeGit = (
  ...args: string[]
) => Promise<{ readonly ok: boolean; readonly output: string; readonly complaint: string }>;

/** Milliseconds for the news of the remote repository, and for everything else. */
const FETCH_MS = 60_000;
const GIT_MS = 300_000;

/** Runs git for working trees in a workspace, with the hooks of nobody. @throws the signal's reason */
export function worktreeGit(workspace: Workspace, { gitDirectory }: WorktreeSpec, signal: AbortSignal): WorktreeGit {
  return async (...args) => {
    const result = await workspace.execute({
      command: [
        'git',
        '-c',
        'core.hooksPath=/dev/null',
        '-c',
        'core.fsmonitor=false',
        `--git-dir=${gitDirectory}`,
        ...args,
      ],
      cwd: workspace.root,
      env: { GIT_TERMINAL_PROMPT: '0' },
      timeoutMs: args[0] === 'fetch' ? FETCH_MS : GIT_MS,
      signal,
    });
    signal.throwIfAborted();
    const complaint = result.stderr.toString().trim().split('\n').at(-1) ?? '';
    return { ok: result.exitCode === 0, output: result.stdout.toString().trim(), complaint };
  };
}
