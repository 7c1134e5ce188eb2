import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { workerFile } from '../__fixtures__/bundles.js';
import { temporaryFolders } from '../__fixtures__/temporary-folder.js';
import { WorkerChannel } from './worker-channel.js';

describe('WorkerChannel', () => {
  const newFolder = temporaryFolders();

  function aWorker(source: string): string {
    const file = join(newFolder(), 'worker.mjs');
    writeFileSync(file, `import { parentPort } from 'node:worker_threads';\n${source}`);
    return file;
  }

  async function openBreaking(source: string) {
    const failures: Error[] = [];
    const onFailure = (error: Error) => failures.push(error);
    const channel = await WorkerChannel.open({ file: ':memory:', workerFile: aWorker(source), onFailure });
    return { channel, failures };
  }

  it('rejects every waiting and later call when its thread breaks, and says so once', async () => {
    const { channel, failures } = await openBreaking(
      `parentPort.postMessage({ ready: true }); parentPort.on('message', () => { throw new Error('boom'); });`,
    );

    const calls = [channel.call('countConversations', {}), channel.call('readDocument', { name: 'user' })];

    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ reason: { message: 'The storage thread stopped (boom). Restart the server.' } });
    }
    await expect(channel.call('countConversations', {})).rejects.toThrow('The storage thread stopped');
    await channel.close();
    expect(failures.map(({ message }) => message)).toEqual(['The storage thread stopped (boom). Restart the server.']);
  });

  it('notices a thread that just ends', async () => {
    const { channel, failures } = await openBreaking(
      `parentPort.postMessage({ ready: true }); parentPort.on('message', () => process.exit(3));`,
    );

    await expect(channel.call('countConversations', {})).rejects.toThrow('it ended with code 3');
    expect(failures).toHaveLength(1);
  });

  it('fails to open when the thread breaks before it is ready, or its file is missing', async () => {
    const broken = aWorker(`throw new Error('no such module');`);

    await expect(WorkerChannel.open({ file: ':memory:', workerFile: broken })).rejects.toThrow('no such module');
    await expect(WorkerChannel.open({ file: ':memory:', workerFile: join(newFolder(), 'none.mjs') })).rejects.toThrow(
      /storage thread stopped/,
    );
  });

  it('refuses an input that cannot travel between threads, and goes on', async () => {
    const channel = await WorkerChannel.open({ file: ':memory:', workerFile: workerFile() });

    const bad = channel.call('readDocument', { name: (() => 'user') as unknown as string });

    await expect(bad).rejects.toThrow(/could not be cloned/);
    expect(await channel.call('countConversations', {})).toBe(0);
    await channel.close();
  });

  it('does not call an orderly close a failure', async () => {
    const failures: Error[] = [];
    const onFailure = (error: Error) => failures.push(error);
    const channel = await WorkerChannel.open({ file: ':memory:', workerFile: workerFile(), onFailure });

    await Promise.all([channel.close(), channel.close()]);

    expect(failures).toEqual([]);
  });
});
