import { CommitQueue } from '../sqlite/commit-queue.js';
import { StorageCore } from '../sqlite/storage-core.js';
import { openDatabase } from '../sqlite/open-database.js';
import type { InputOf, OperationName, OutputOf } from '../protocol/operations.js';
import type { Channel } from './channel.js';
import { PendingCalls } from './pending-calls.js';

/** The database in the calling thread: it blocks that thread, but needs no worker file. For tests and small tools. */
export class DirectChannel implements Channel {
  readonly #queue: CommitQueue;
  readonly #calls = new PendingCalls((requests) => this.#queue.accept(requests));

  private constructor(private readonly core: StorageCore) {
    this.#queue = new CommitQueue(core, (replies) => this.#calls.settle(replies));
  }

  /** @throws Error with a sentence that says what to do. */
  static async open(file: string): Promise<DirectChannel> {
    return new DirectChannel(new StorageCore(await openDatabase(file)));
  }

  call<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> {
    return this.#calls.add(operation, input);
  }

  async close(): Promise<void> {
    this.#calls.refuse(new Error('The storage is closed.'));
    this.#calls.flush();
    this.#queue.drain();
    this.#calls.settleAll();
    this.core.close();
  }
}
