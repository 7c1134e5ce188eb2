import type { AppendCommand } from '../protocol/operations.js';
import { Refusal } from '../protocol/refusal.js';
import type { ConversationColumns } from '../protocol/rows.js';
import type { Connection } from './connection.js';
import { checkFence } from './check-fence.js';
import { isDuplicateKey } from './duplicate-key.js';
import type { PreparedQuery } from './prepared-query.js';
import type { EventColumns } from './schema.js';

type Changes = Partial<ConversationColumns>;

/** Builds the write that appends events and changes the record, within the caller's transaction. */
export function appender(connection: Connection): (command: AppendCommand) => number {
  const check = checkFence(connection);
  const update = conversationUpdate(connection);
  const insert = connection.prepare<EventColumns>((given, builder) =>
    builder.insertInto('events').values({
      conversation_id: given.conversation_id,
      seq: given.seq,
      id: given.id,
      kind: given.kind,
      source: given.source,
      timestamp: given.timestamp,
      text: given.text,
      json: given.json,
    }),
  );

  return ({ conversationId, fence, events, changes }) => {
    let seq = check(conversationId, fence);
    for (const event of events) {
      seq += 1;
      insertOnce(insert, { ...event, conversation_id: conversationId, seq });
    }
    update(conversationId, events.length > 0 ? { ...changes, last_seq: seq } : changes);
    return seq;
  };
}

function insertOnce(insert: PreparedQuery<EventColumns, unknown>, row: EventColumns): void {
  try {
    insert.run(row);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new Refusal(
      'already_exists',
      `Conversation ${row.conversation_id} already has an event ${row.id}.`,
      row.conversation_id,
    );
  }
}

/** Few combinations of columns change together; each gets its statement once. */
function conversationUpdate(connection: Connection): (conversationId: string, changes: Changes) => void {
  const updates = new Map<string, PreparedQuery<Changes & { conversationId: string }, unknown>>();

  return (conversationId, changes) => {
    const columns = Object.keys(changes) as (keyof Changes)[];
    if (columns.length === 0) return;

    const key = columns.join();
    let update = updates.get(key);
    if (!update) {
      update = connection.prepare((given, builder) =>
        builder
          .updateTable('conversations')
          .set(Object.fromEntries(columns.map((column) => [column, given[column]])))
          .where('id', '=', given.conversationId),
      );
      updates.set(key, update);
    }
    update.run({ ...changes, conversationId });
  };
}
