import { readFileSync } from 'node:fs';
import type { ProcessEntry } from './process-table.js';

/** Clock ticks a second in which the kernel dates processes; the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** A moment as the kernel dates processes: in ticks of 10 ms, and within one by the ids that it gives in ascending order. */
export interface Moment {
  readonly ticks: number;
  /** Id that was given last. */
  readonly newestPid: number;
}

/** Where there is no /proc, a moment after which nothing was started. */
export function presentMoment(): Moment {
  try {
    const seconds = Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]);
    const newestPid = Number(readFileSync('/proc/loadavg', 'latin1').trim().split(' ').at(-1));
    return { ticks: Math.round(seconds * TICKS_PER_SECOND), newestPid };
  } catch {
    return { ticks: Infinity, newestPid: Infinity };
  }
}

export function wasStartedAfter({ ticks, newestPid }: Moment, { startTicks, pid }: ProcessEntry): boolean {
  return startTicks > ticks || (startTicks === ticks && pid > newestPid);
}
