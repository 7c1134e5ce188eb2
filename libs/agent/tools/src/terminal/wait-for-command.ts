import type { Clock } from '@openhands-nest/agent-ports';
import type { RunningCommand } from './running-command.js';

export interface Patience {
  /** Most milliseconds to wait; without it the wait ends after `quietMs` without output. */
  readonly hardMs?: number;
  readonly quietMs: number;
}

export type WaitOutcome = 'ended' | 'quiet' | 'timed_out';

/** Waits for the end of a command, as long as patience lasts. @throws the signal's reason after an abort. */
export async function waitForCommand(
  command: RunningCommand,
  patience: Patience,
  clock: Clock,
  signal: AbortSignal,
): Promise<WaitOutcome> {
  const timer = new AbortController();
  const stop = AbortSignal.any([timer.signal, signal]);
  try {
    return await Promise.race([
      command.ended.then(() => 'ended' as const),
      patienceEnds(command, patience, clock, stop),
    ]);
  } finally {
    timer.abort();
  }
}

/** Resolves when the command has ended or the time is over, whichever comes first. */
export async function endsWithin(command: RunningCommand, milliseconds: number, clock: Clock): Promise<void> {
  const timer = new AbortController();
  const timeIsOver = clock.sleep(milliseconds, timer.signal).catch(() => undefined);
  await Promise.race([command.ended, timeIsOver]);
  timer.abort();
}

async function patienceEnds(
  command: RunningCommand,
  { hardMs, quietMs }: Patience,
  clock: Clock,
  signal: AbortSignal,
): Promise<'quiet' | 'timed_out'> {
  const startedAt = clock.now();
  if (hardMs !== undefined) {
    await clock.sleep(hardMs, signal);
    return 'timed_out';
  }
  for (;;) {
    const left = Math.max(startedAt, command.changedAt) + quietMs - clock.now();
    if (left <= 0) return 'quiet';
    await clock.sleep(left, signal);
  }
}
