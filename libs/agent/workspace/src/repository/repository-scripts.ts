import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecuteResult, Logger, Workspace } from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';

const SETUP_SCRIPT = '.openhands/setup.sh';
const PRE_COMMIT_SCRIPT = '.openhands/pre-commit.sh';
const HOOK_TIMEOUT_MS = 30_000;

/** Puts a hook in place that runs the repository's script, after a hook that was there before. Safe to repeat. */
const INSTALL_HOOK = `set -e
hook="$(git rev-parse --git-path hooks)/pre-commit"
mkdir -p "$(dirname "$hook")"
if [ -e "$hook" ] && ! grep -q openhands-nest "$hook"; then mv "$hook" "$hook.local"; fi
cat > "$hook" <<'HOOK'
#!/bin/sh
# Made by openhands-nest: runs ${PRE_COMMIT_SCRIPT} before each commit.
if [ -x "$0.local" ]; then "$0.local" "$@" || exit; fi
exec bash ${PRE_COMMIT_SCRIPT} "$@"
HOOK
chmod +x "$hook"`;

export interface ScriptRun {
  /** Opens the place in which the scripts run: they are the repository's, so they never run beside the server. */
  readonly open: () => Promise<Workspace>;
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onStatus: (status: RuntimeStatus) => Promise<void>;
  readonly setupTimeoutMs: number;
  readonly logger: Logger;
}

/**
 * Runs `.openhands/setup.sh` and makes `.openhands/pre-commit.sh` a git hook, where the repository has them. A script that fails is
 * logged and does not stop the conversation: its agent can see and mend what is missing. Output is not logged, it may hold secrets.
 */
export async function runRepositoryScripts(run: ScriptRun): Promise<void> {
  if (!(await hasScripts(run.directory))) return;
  const workspace = await run.open();
  try {
    await runSetup(workspace, run);
    await installHook(workspace, run);
  } finally {
    await workspace.close();
  }
}

/** Saves opening a workspace for nothing; what is a file in there is decided by the workspace. */
async function hasScripts(directory: string): Promise<boolean> {
  const stat = await lstat(join(directory, '.openhands')).catch(() => undefined);
  return stat?.isDirectory() ?? false;
}

async function runSetup(workspace: Workspace, { signal, setupTimeoutMs, logger }: ScriptRun): Promise<void> {
  if (!(await isFile(workspace, SETUP_SCRIPT))) return;
  const result = await workspace.execute({
    command: ['bash', SETUP_SCRIPT],
    cwd: workspace.root,
    timeoutMs: setupTimeoutMs,
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode !== 0)
    logger.warn(`${SETUP_SCRIPT} ${endOf(result)}; the conversation goes on without it.`, {
      directory: workspace.root,
    });
}

async function installHook(workspace: Workspace, { signal, onStatus, logger }: ScriptRun): Promise<void> {
  if (!(await isFile(workspace, PRE_COMMIT_SCRIPT))) return;
  await onStatus(RuntimeStatus.SettingUpGitHooks);
  const result = await workspace.execute({
    command: ['sh', '-c', INSTALL_HOOK],
    cwd: workspace.root,
    timeoutMs: HOOK_TIMEOUT_MS,
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode !== 0)
    logger.warn(`The git hook for ${PRE_COMMIT_SCRIPT} could not be made.`, { directory: workspace.root });
}

async function isFile(workspace: Workspace, path: string): Promise<boolean> {
  const stat = await workspace.stat(join(workspace.root, path)).catch(() => undefined);
  return stat?.type === 'file';
}

function endOf(result: ExecuteResult): string {
  if (result.timedOut) return 'took too long and was stopped';
  return result.exitCode === null ? 'was stopped' : `failed with exit code ${result.exitCode}`;
}
