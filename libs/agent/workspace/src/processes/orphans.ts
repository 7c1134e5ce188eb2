import { setTimeout as sleep } from 'node:timers/promises';
import { isAbandoned, OWNER_MARK } from './marks.js';
import { ProcessLook } from './process-look.js';
import { sendSignal } from './send-signal.js';

/** Milliseconds after which a process that does not die is left alone. */
const PATIENCE = 5_000;

/**
 * Ends processes of an earlier server of the same data folder, and waits until they are gone.
 * @returns how many there were.
 */
export async function reapOrphans(dataDirectory: string): Promise<number> {
  const seen = new Set<number>();
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const orphans = findOrphans(dataDirectory);
    if (orphans.length === 0 || Date.now() > deadline) return seen.size;
    for (const pid of orphans) {
      seen.add(pid);
      sendSignal(pid, 'SIGKILL');
    }
    await sleep(10);
  }
}

function findOrphans(dataDirectory: string): number[] {
  const look = new ProcessLook();
  const orphans = look.find(({ pid }) => {
    const mark = look.variableOf(pid, OWNER_MARK);
    return mark !== undefined && pid !== process.pid && isAbandoned(mark, dataDirectory);
  });
  return orphans.map(({ pid }) => pid);
}
