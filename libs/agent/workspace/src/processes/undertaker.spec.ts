import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { ProcessLook } from './process-look.js';
import { Undertaker } from './undertaker.js';

/** An undertaker that counts how often it looks at the processes of this machine. */
function aCountingUndertaker() {
  const counted = { looks: 0 };
  const undertaker = new Undertaker(() => {
    counted.looks += 1;
    return new ProcessLook();
  });
  return { undertaker, counted };
}

/** Runs programs, ends each by itself but all at once, and tells how many looks that took. */
async function looksToEnd(count: number, command: string): Promise<number> {
  const time = aLongTime();
  const children = Array.from({ length: count }, () => spawn('sh', ['-c', command.replaceAll('TIME', time)]));
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  const { undertaker, counted } = aCountingUndertaker();

  await Promise.all(children.map(({ pid }) => undertaker.end((look) => look.find((entry) => entry.pid === pid))));

  expect(processesWith(time)).toEqual([]);
  return counted.looks;
}

describe('Undertaker', () => {
  it('looks no more often for fifty than it would for one that ignores polite signals', async () => {
    const looks = await looksToEnd(50, 'trap "" TERM HUP; echo ready; read -r line; exit TIME');

    expect(looks).toBeLessThan(25);
  });

  it('is done at the first look where nothing is to be ended', async () => {
    const { undertaker, counted } = aCountingUndertaker();

    await undertaker.end(() => []);

    expect(counted.looks).toBe(1);
  });

  it('spares the keeper until the others are gone', async () => {
    const keeper = spawn('sh', ['-c', 'sleep 1000 & echo ready; wait $!']);
    await once(keeper.stdout, 'data');
    const exited = once(keeper, 'exit');
    const { undertaker } = aCountingUndertaker();

    await undertaker.end((look) => [...look.withDescendants(look.find(({ pid }) => pid === keeper.pid)).values()], {
      keeper: keeper.pid,
    });

    // Ended by itself, with the code of the child that a signal has killed.
    expect(await exited).toEqual([expect.any(Number), null]);
  });
});
