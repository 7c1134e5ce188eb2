import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerSetup } from '../protocol/messages.js';
import { CommitQueue } from './commit-queue.js';
import { openDatabase } from './open-database.js';
import { StorageCore } from './storage-core.js';

/** Entry of the storage thread: opens the database, then performs what it is asked until it is told to close. */
async function serve(port: MessagePort, { file }: WorkerSetup): Promise<void> {
  const send = (message: FromWorker) => port.postMessage(message);
  let core: StorageCore;
  try {
    core = new StorageCore(await openDatabase(file));
  } catch (error) {
    send({ unusable: (error as Error).message });
    port.close();
    return;
  }

  const queue = new CommitQueue(core, (replies) => send({ replies }));
  port.on('message', (message: ToWorker) => {
    if ('requests' in message) return queue.accept(message.requests);
    queue.drain();
    core.close();
    send({ closed: true });
    port.close();
  });
  send({ ready: true });
}

if (!parentPort) throw new Error('This file is the storage thread of the server; it is not started by hand.');
await serve(parentPort, workerData as WorkerSetup);
