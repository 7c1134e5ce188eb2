import type { Clock } from '@openhands-nest/agent-ports';

/** `2026-03-02T09:15:01.204113Z`, later than the one before, whatever the clock does. */
export class UtcTimes {
  /** Microseconds since the epoch. */
  #last = 0;

  constructor(private readonly clock: Clock) {}

  next(): string {
    this.#last = Math.max(this.#last + 1, Math.floor(this.clock.now() * 1000));
    const milliseconds = Math.floor(this.#last / 1000);
    const microseconds = String(this.#last % 1000).padStart(3, '0');
    return `${new Date(milliseconds).toISOString().slice(0, -1)}${microseconds}Z`;
  }
}
