import { Refusal } from '../protocol/refusal.js';
import type { Connection } from './connection.js';

interface Standing {
  readonly last_seq: number;
  /** Null while the conversation was never claimed. */
  readonly fence: number | null;
}

/** Builds a check that throws unless `fence` is the current lease number; it answers the newest sequence number. */
export function checkFence(connection: Connection): (conversationId: string, fence: number) => number {
  const standing = connection.prepare<{ conversationId: string }, Standing>((given, builder) =>
    builder
      .selectFrom('conversations')
      .leftJoin('leases', 'leases.conversation_id', 'conversations.id')
      .select(['conversations.last_seq', 'leases.fence'])
      .where('conversations.id', '=', given.conversationId),
  );

  return (conversationId, fence) => {
    const row = standing.get({ conversationId });
    if (!row) throw missingConversation(conversationId);
    if (row.fence !== fence) {
      throw new Refusal('lease_lost', `Another process owns conversation ${conversationId} now.`, conversationId);
    }
    return row.last_seq;
  };
}

export function missingConversation(conversationId: string): Refusal {
  return new Refusal('conversation_not_found', `Conversation ${conversationId} does not exist.`, conversationId);
}
