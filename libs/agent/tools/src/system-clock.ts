import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@openhands-nest/agent-ports';

/** Longer timers fire at once in Node. Milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Real time. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await delay(Math.min(milliseconds, LONGEST_TIMER), undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
