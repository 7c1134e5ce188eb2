import { sql } from 'kysely';
import type { ChildRow } from '../protocol/operations.js';
import type { Connection } from './connection.js';

/** The conversations that were started from any of the given ones, oldest first. */
export function childrenOf(connection: Connection, parents: readonly string[]): readonly ChildRow[] {
  if (parents.length === 0) return [];
  const parent = sql<string>`json_extract(conversation_specs.spec, '$.parentId')`;
  return connection.all(
    connection.builder
      .selectFrom('conversation_specs')
      .innerJoin('conversations', 'conversations.id', 'conversation_specs.conversation_id')
      .select(['conversations.id', parent.as('parent')])
      .where(parent, 'in', parents)
      .where('conversations.hidden', '=', 0)
      .orderBy('conversations.created_at')
      .orderBy('conversations.id'),
  );
}
