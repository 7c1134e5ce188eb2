import type { HookDefinition, HookOutcome, Workspace } from '@openhands-nest/agent-ports';
import { readDecision } from './read-decision.js';

/** The exit code by which a command says no; others than 0 are failures that hold nothing up. */
const BLOCKS = 2;
/** Most bytes kept of each output. */
const MAX_OUTPUT = 64 * 1024;

export interface CommandCall {
  /** What the command reads: JSON text. */
  readonly input: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Runs a command hook in the workspace, to its end or its timeout. @throws the signal's reason after an abort */
export async function runCommandHook(
  workspace: Workspace,
  { command, timeout }: HookDefinition,
  { input, environment, signal }: CommandCall,
): Promise<HookOutcome> {
  try {
    const result = await workspace.execute({
      command: ['/bin/sh', '-c', command],
      env: environment,
      input,
      timeoutMs: timeout * 1000,
      maxOutputBytes: MAX_OUTPUT,
      signal,
    });
    signal.throwIfAborted();
    if (result.timedOut) return failure(command, `The hook was ended because it took more than ${timeout} seconds.`);
    return outcomeOf(command, result.exitCode ?? -1, result.stdout.toString(), result.stderr.toString());
  } catch (error) {
    signal.throwIfAborted();
    return failure(command, `The hook could not be run: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function outcomeOf(label: string, exitCode: number, stdout: string, stderr: string): HookOutcome {
  const decision = readDecision(stdout);
  const blocked = exitCode === BLOCKS || decision.blocked;
  return { label, success: exitCode === 0, exitCode, stdout, stderr, ...decision, blocked };
}

/** A hook that could not do its work: it holds nothing up. */
export function failure(label: string, error: string): HookOutcome {
  return { label, success: false, blocked: false, exitCode: -1, stdout: '', stderr: '', error };
}
