import { setTimeout as sleep } from 'node:timers/promises';
import { PROCESS_MARK } from '../processes/marks.js';
import { readProcesses, startEnvironmentOf } from '../processes/process-table.js';
import { sendSignal } from '../processes/send-signal.js';

/** Milliseconds after which a process that does not die is left alone. */
const PATIENCE = 2_000;

/** Ends all processes whose PROCESS_MARK begins like this, and waits until they are gone. */
export async function endMarked(beginning: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const left = readProcesses().filter(({ pid }) => startEnvironmentOf(pid, PROCESS_MARK)?.startsWith(beginning));
    if (left.length === 0 || Date.now() > deadline) return;
    for (const { pid } of left) sendSignal(pid, 'SIGKILL');
    await sleep(10);
  }
}
