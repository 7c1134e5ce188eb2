import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { startServerProcess } from './testing/start-server-process.js';
import { aProvider, canJail } from './testing/test-machine.js';

const withJail = (await canJail()) ? it : it.skip;
/** Processes that server-process.ts starts. */
const STARTED = 5;

describe('a server killed without a chance to clean up', () => {
  withJail('takes its jails along', async () => {
    const { dataDirectory, remove } = await aProvider({ sandbox: 'bwrap' });
    const time = await killServer('bwrap', dataDirectory);

    await until(() => processesWith(time).length === 0);
    await remove();
  });

  it('leaves marked processes, which the next server ends', async () => {
    const { provider, dataDirectory, remove } = await aProvider({ sandbox: 'local' });
    const time = await killServer('local', dataDirectory);
    const stranger = await aProvider({ sandbox: 'local' });
    expect(processesWith(time)).not.toEqual([]);

    expect(await stranger.provider.reapOrphans()).toBe(0);
    expect(processesWith(time)).not.toEqual([]);
    expect(await provider.reapOrphans()).toBeGreaterThanOrEqual(3);

    expect(processesWith(time)).toEqual([]);
    expect(await provider.reapOrphans()).toBe(0);
    await Promise.all([remove(), stranger.remove()]);
  });

  it('spares what a living server has started', async () => {
    const { provider, open, remove } = await aProvider({ sandbox: 'local' });
    const workspace = await open();
    const time = aLongTime();
    const running = workspace.execute({ command: ['sleep', time] });
    await until(() => processesWith(time).length === 1);

    expect(await provider.reapOrphans()).toBe(0);

    expect(processesWith(time)).toHaveLength(1);
    await workspace.close();
    expect(await running).toMatchObject({ exitCode: null });
    await remove();
  });
});

/** @returns the time for which its processes sleep. */
async function killServer(sandbox: 'local' | 'bwrap', dataDirectory: string): Promise<string> {
  const time = aLongTime();
  const server = startServerProcess(sandbox, dataDirectory, time);
  const exited = once(server, 'exit');
  await until(() => processesWith(time).length >= STARTED || server.exitCode !== null);
  server.kill('SIGKILL');
  await exited;
  return time;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}
