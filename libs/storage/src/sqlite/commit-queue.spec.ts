import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aMessageEvent } from '@openhands-nest/testing';
import { temporaryFolders } from '../__fixtures__/temporary-folder.js';
import type { Reply, Request } from '../protocol/messages.js';
import { rowOf } from '../stores/conversation-row.js';
import { newEventRow } from '../stores/new-event-row.js';
import { CommitQueue } from './commit-queue.js';
import { IN_MEMORY, openDatabase } from './open-database.js';
import { StorageCore } from './storage-core.js';

let newestId = 0;
const nextId = () => ++newestId;

function creating(record = aConversationRecord()): Request {
  return { id: nextId(), operation: 'createConversation', input: rowOf(record) };
}
function counting(): Request {
  return { id: nextId(), operation: 'countConversations', input: {} };
}

describe('CommitQueue', () => {
  const newFolder = temporaryFolders();

  /** A queue over a real database that notes the size of each transaction. */
  async function aQueue() {
    const core = new StorageCore(await openDatabase(IN_MEMORY));
    const transactions: number[] = [];
    const commit = core.commit.bind(core);
    core.commit = (requests) => {
      transactions.push(requests.length);
      return commit(requests);
    };
    const replies: Reply[] = [];
    const queue = new CommitQueue(core, (some) => replies.push(...some));
    return { core, queue, replies, transactions };
  }

  it('commits together what has come in one by one', async () => {
    const { queue, replies, transactions } = await aQueue();

    for (let count = 0; count < 50; count += 1) queue.accept([creating()]);
    await setImmediate();

    expect(transactions).toEqual([50]);
    expect(replies).toHaveLength(50);
  });

  it('does not let a single write wait for others', async () => {
    const { queue, transactions } = await aQueue();

    queue.accept([creating()]);
    await setImmediate();
    queue.accept([creating()]);
    await setImmediate();

    expect(transactions).toEqual([1, 1]);
  });

  it('answers reads without a transaction, after the writes that came with them', async () => {
    const { queue, replies, transactions } = await aQueue();
    const count = counting();

    queue.accept([count, creating(), creating()]);
    queue.drain();

    expect(transactions).toEqual([2]);
    expect(replies.find(({ id }) => id === count.id)).toEqual({ id: count.id, output: 2 });
  });

  it('lets one of many writes fail alone', async () => {
    const { queue, replies } = await aQueue();
    const record = aConversationRecord();
    const [first, again, other] = [creating(record), creating(record), creating()];

    queue.accept([first, again, other]);
    queue.drain();

    expect(replies.map((reply) => 'refusal' in reply)).toEqual([false, true, false]);
    expect(replies[1]).toMatchObject({ id: again.id, refusal: { code: 'already_exists' } });
  });

  it('tells the writers when the disk is full, keeps nothing half, and goes on when there is space again', async () => {
    const connection = await openDatabase(join(newFolder(), 'database.sqlite'));
    const core = new StorageCore(connection);
    const { id: conversationId, ...rest } = aConversationRecord();
    core.commit([creating({ id: conversationId, ...rest })]);
    core.commit([
      { id: nextId(), operation: 'claimLease', input: { conversationId, owner: 'a', ttlMs: 1_000, now: 0 } },
    ]);
    const appending = (): Request => {
      const events = [newEventRow(aMessageEvent('small')), newEventRow(aMessageEvent('x'.repeat(200_000)))];
      return { id: nextId(), operation: 'append', input: { conversationId, fence: 1, events, changes: {} } };
    };
    const count: Request = { id: nextId(), operation: 'countEvents', input: { conversationId } };

    connection.execute('pragma max_page_count = 30');
    const [refused] = core.commit([appending()]);
    const whileFull = core.read(count);
    connection.execute('pragma max_page_count = 100000');
    const [accepted] = core.commit([appending()]);

    expect(refused).toMatchObject({ refusal: { code: 'failed', message: expect.stringContaining('free space') } });
    expect(whileFull).toMatchObject({ output: 0 });
    expect(accepted).toMatchObject({ output: 2 });
    core.close();
  });
});
