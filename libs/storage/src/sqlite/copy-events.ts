import type { CopiedEvents } from '@openhands-nest/agent-ports';
import { sql } from 'kysely';
import type { Connection } from './connection.js';

interface CopiedRange {
  readonly source: string;
  readonly target: string;
  readonly from: number;
  readonly to: number;
  /** What a sequence number grows by on its way. */
  readonly shift: number;
}

/** Builds the write that copies events into a conversation which has none, numbered from 1 on. The text never leaves the database. */
export function eventCopier(connection: Connection): (target: string, events: CopiedEvents) => void {
  const insert = connection.prepare<CopiedRange>((given, builder) =>
    builder
      .insertInto('events')
      .columns(['conversation_id', 'seq', 'id', 'kind', 'source', 'timestamp', 'text', 'json'])
      .expression(
        builder
          .selectFrom('events')
          .select([
            sql<string>`${given.target}`.as('conversation_id'),
            sql<number>`seq + ${given.shift}`.as('seq'),
            'id',
            'kind',
            'source',
            'timestamp',
            'text',
            'json',
          ])
          .where('conversation_id', '=', given.source)
          .where('seq', '>=', given.from)
          .where('seq', '<=', given.to),
      ),
  );

  return (target, { conversationId, ranges }) => {
    let next = 1;
    for (const [from, to] of ranges) {
      insert.run({ source: conversationId, target, from, to, shift: next - from });
      next += to - from + 1;
    }
  };
}
