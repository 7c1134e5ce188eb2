import type { ExecuteResult, Workspace } from '@openhands-nest/agent-ports';
import { SearchError } from './search-error.js';

/** Milliseconds a search may take, and bytes of its list of paths. */
const TIMEOUT_MS = 30_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** Runs search programs in the workspace, so that a search sees what the terminal sees. */
export class SearchPrograms {
  private found: Promise<string | undefined> | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly ripgrepPath: string | undefined,
  ) {}

  /** Ripgrep as the workspace can start it: the one that came along, or an installed one. Undefined when there is none. */
  ripgrep(): Promise<string | undefined> {
    return (this.found ??= this.findRipgrep());
  }

  /** @throws SearchError when it takes too long, or the signal's reason. */
  async run(command: readonly [string, ...string[]], signal: AbortSignal): Promise<ExecuteResult> {
    const result = await this.workspace.execute({ command, timeoutMs: TIMEOUT_MS, maxOutputBytes: MOST_BYTES, signal });
    signal.throwIfAborted();
    if (result.timedOut) {
      throw new SearchError(
        `The search took longer than ${TIMEOUT_MS / 1_000} seconds. Search a smaller directory, or use a narrower pattern.`,
      );
    }
    return result;
  }

  private async findRipgrep(): Promise<string | undefined> {
    for (const candidate of [this.ripgrepPath ?? (await bundledRipgrep()), 'rg']) {
      if (candidate && (await this.works(candidate))) return candidate;
    }
    return undefined;
  }

  private async works(program: string): Promise<boolean> {
    const result = await this.workspace
      .execute({ command: [program, '--version'], timeoutMs: TIMEOUT_MS })
      .catch(() => undefined);
    return result?.exitCode === 0;
  }
}

async function bundledRipgrep(): Promise<string | undefined> {
  try {
    return (await import('@vscode/ripgrep')).rgPath;
  } catch {
    // No binary for this platform was installed.
    return undefined;
  }
}
