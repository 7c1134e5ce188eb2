import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerSetup } from '../protocol/messages.js';
import type { InputOf, OperationName, OutputOf } from '../protocol/operations.js';
import type { Channel } from './channel.js';
import { PendingCalls } from './pending-calls.js';

export interface WorkerChannelOptions extends WorkerSetup {
  /** JavaScript file of the storage thread. */
  readonly workerFile: string | URL;
  /** Called once when the thread ends although nobody closed it; every call fails from then on. */
  readonly onFailure?: (error: Error) => void;
}

/** The database in a thread of its own, so that no fsync holds up the serving thread. */
export class WorkerChannel implements Channel {
  readonly #calls = new PendingCalls((requests) => this.#post({ requests }));
  readonly #worker: Worker;
  readonly #closed = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  #closing = false;
  #failed = false;

  private constructor(private readonly options: WorkerChannelOptions) {
    const { file, workerFile } = options;
    this.#worker = new Worker(workerFile, { workerData: { file } satisfies WorkerSetup, execArgv: [] });
    this.#worker.on('message', (message: FromWorker) => this.#receive(message));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`it ended with code ${code}`)));
  }

  /** Resolves when the database is ready. @throws Error with a sentence that says what to do. */
  static async open(options: WorkerChannelOptions): Promise<WorkerChannel> {
    const channel = new WorkerChannel(options);
    await channel.#ready.promise;
    return channel;
  }

  call<N extends OperationName>(operation: N, input: InputOf<N>): Promise<OutputOf<N>> {
    return this.#calls.add(operation, input);
  }

  async close(): Promise<void> {
    if (!this.#closing && !this.#failed) {
      this.#closing = true;
      this.#calls.refuse(new Error('The storage is closed.'));
      this.#calls.flush();
      this.#post({ close: true });
    }
    await this.#closed.promise;
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if ('replies' in message) return this.#calls.settle(message.replies);
    if ('ready' in message) return this.#ready.resolve();
    if ('unusable' in message) return this.#refuseToOpen(message.unusable);
    this.#calls.settleAll();
    this.#closed.resolve();
  }

  #refuseToOpen(reason: string): void {
    this.#failed = true;
    this.#ready.reject(new Error(reason));
    this.#closed.resolve();
  }

  /** The thread ended by itself, or by an error of its own. After a proper close there is nothing left to fail. */
  #fail(cause: Error): void {
    this.#closed.resolve();
    if (this.#failed) return;
    this.#failed = true;

    const error = new Error(`The storage thread stopped (${cause.message}). Restart the server.`, { cause });
    this.#ready.reject(error);
    this.#calls.fail(error);
    if (!this.#closing) this.options.onFailure?.(error);
  }
}
