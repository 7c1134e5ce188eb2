import type { Reply, Request } from '../protocol/messages.js';
import type { Handlers, ReadOperations, WriteOperations } from '../protocol/operations.js';
import { noticeOf } from '../protocol/refusal.js';
import { appender } from './append-events.js';
import { bashEventReads } from './bash-event-reads.js';
import { bashEventWrites } from './bash-event-writes.js';
import type { Connection } from './connection.js';
import { conversationReads, conversationWrites } from './conversation-table.js';
import { eventReads } from './event-table.js';
import { leaseWrites } from './lease-table.js';
import { settingsReads, settingsWrites } from './settings-table.js';
import { outboxWrites } from './outbox-lease-table.js';
import { webhookReads, webhookWrites } from './webhook-table.js';

/** Performs operations on one database, in the thread that it lives in. */
export class StorageCore {
  readonly #writes: Handlers<WriteOperations>;
  readonly #reads: Handlers<ReadOperations>;

  constructor(private readonly connection: Connection) {
    this.#writes = {
      append: appender(connection),
      ...conversationWrites(connection),
      ...leaseWrites(connection),
      ...settingsWrites(connection),
      ...bashEventWrites(connection),
      ...webhookWrites(connection),
      ...outboxWrites(connection),
    };
    this.#reads = {
      ...eventReads(connection),
      ...conversationReads(connection),
      ...settingsReads(connection),
      ...bashEventReads(connection),
      ...webhookReads(connection),
    };
  }

  isWrite({ operation }: Request): boolean {
    return operation in this.#writes;
  }

  /** Performs writes in one transaction: one fsync for all. Each succeeds or fails on its own. */
  commit(requests: readonly Request[]): Reply[] {
    try {
      this.connection.execute('begin immediate');
      const replies = requests.map((request) => this.#attempt(request));
      this.connection.execute('commit');
      return replies;
    } catch (error) {
      if (this.connection.inTransaction) this.connection.execute('rollback');
      return requests.map(({ id }) => ({ id, refusal: noticeOf(error) }));
    }
  }

  read(request: Request): Reply {
    try {
      return { id: request.id, output: perform(this.#reads, request) };
    } catch (error) {
      return { id: request.id, refusal: noticeOf(error) };
    }
  }

  close(): void {
    this.connection.close();
  }

  /** @throws only when the whole transaction is lost, for example because the disk is full. */
  #attempt(request: Request): Reply {
    this.connection.execute('savepoint request');
    try {
      const output = perform(this.#writes, request);
      this.connection.execute('release request');
      return { id: request.id, output };
    } catch (error) {
      if (!this.connection.inTransaction) throw error;
      this.connection.execute('rollback to request');
      this.connection.execute('release request');
      return { id: request.id, refusal: noticeOf(error) };
    }
  }
}

/** The handler under an operation's name takes that operation's input; the compiler cannot follow that through a union. */
function perform(handlers: Partial<Handlers<WriteOperations & ReadOperations>>, { operation, input }: Request) {
  const handler = handlers[operation] as
    ((input: unknown) => Extract<Reply, { output: unknown }>['output']) | undefined;
  if (!handler) throw new Error(`There is no operation named ${operation}`);
  return handler(input);
}
