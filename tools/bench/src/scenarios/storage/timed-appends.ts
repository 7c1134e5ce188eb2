import type { Storage } from '@openhands-nest/agent-ports';
import { anEvent, type Writer } from '../../data/storage.js';

/** Appends one event after the other; milliseconds of each. */
export async function timedAppends({ events }: Storage, writer: Writer, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const event = anEvent();
    const startedAt = performance.now();
    await events.append({ ...writer, events: [event] });
    times.push(performance.now() - startedAt);
  }
  return times;
}
