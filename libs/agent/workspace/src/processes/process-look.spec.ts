import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { PROCESS_MARK } from './marks.js';
import { ProcessLook } from './process-look.js';
import { sendSignal } from './send-signal.js';

/** Starts itself anew in a session of its own and leaves, as often as it is told to. The last one sleeps. */
const HOPPING = 'if [ "$1" -gt 0 ]; then setsid -f sh -c "$0" "$0" $(($1 - 1)) "$2"; else exec sleep "$2"; fi';

describe('ProcessLook', () => {
  it('never misses a program that goes on from process to process', async () => {
    const [mark, time] = [randomUUID(), aLongTime()];
    const members = (look: ProcessLook) => look.find(({ pid }) => look.markOf(pid) === mark);
    spawn('sh', ['-c', HOPPING, HOPPING, '300', time], { env: { ...process.env, [PROCESS_MARK]: mark } });

    const missed: number[] = [];
    for (let count = 1; !isAtRest(time); count += 1) {
      const look = new ProcessLook();
      if (members(look).length === 0 && look.isCertain) missed.push(count);
      await setImmediate();
    }

    expect(missed).toEqual([]);
    members(new ProcessLook()).forEach(({ pid }) => sendSignal(pid, 'SIGKILL'));
  });
});

/** Whether the last one sleeps; the others have its argument too, and more. */
function isAtRest(time: string): boolean {
  const [pid, ...others] = processesWith(time);
  return pid !== undefined && others.length === 0 && programOf(pid) === 'sleep';
}

function programOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'latin1').trim();
  } catch {
    return undefined;
  }
}
