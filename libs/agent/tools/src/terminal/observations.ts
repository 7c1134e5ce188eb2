import type { TerminalObservation } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { textContent } from '../text/text-content.js';
import type { ShellIdentity } from './shell-session.js';

export interface TerminalReport {
  readonly command: string;
  readonly text: string;
  /** -1: still running. */
  readonly exitCode: number | null;
  readonly isError?: boolean;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly directory?: string;
  readonly identity?: ShellIdentity;
  /** Directory that holds the full output. */
  readonly savedUnder?: string;
}

export function terminalObservation(report: TerminalReport): TerminalObservation {
  return {
    kind: ObservationKind.Terminal,
    content: [textContent(report.text)],
    is_error: report.isError ?? false,
    command: report.command,
    exit_code: report.exitCode,
    timeout: false,
    metadata: metadataOf(report),
    full_output_save_dir: report.savedUnder ?? null,
  };
}

function metadataOf({
  exitCode,
  identity,
  directory,
  prefix,
  suffix,
}: TerminalReport): TerminalObservation['metadata'] {
  return {
    exit_code: exitCode ?? -1,
    pid: identity?.pid ?? -1,
    username: identity?.username ?? null,
    hostname: identity?.hostname ?? null,
    working_dir: directory ?? null,
    py_interpreter_path: identity?.python ?? null,
    prefix: prefix ?? '',
    suffix: suffix ?? '',
  };
}
