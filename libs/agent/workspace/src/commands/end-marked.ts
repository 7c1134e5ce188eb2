import { setTimeout as sleep } from 'node:timers/promises';
import { ProcessLook } from '../processes/process-look.js';
import { sendSignal } from '../processes/send-signal.js';

/** Milliseconds after which a process that does not die is left alone. */
const PATIENCE = 2_000;
/** Milliseconds for which a look that cannot tell whose a process is does not count. */
const DOUBT = 100;

/** Ends all processes whose PROCESS_MARK begins like this, and waits until they are gone. */
export async function endMarked(beginning: string): Promise<void> {
  const started = Date.now();
  for (;;) {
    const look = new ProcessLook();
    const left = look.find(({ pid }) => look.markOf(pid)?.startsWith(beginning) ?? false);
    const age = Date.now() - started;
    if (left.length === 0 && (look.isCertain || age > DOUBT)) return;
    if (age > PATIENCE) return;
    for (const { pid } of left) sendSignal(pid, 'SIGKILL');
    await sleep(10);
  }
}
