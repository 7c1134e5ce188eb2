import { afterEach, beforeEach } from '@jest/globals';
import type { ConversationRecord, Storage } from '@openhands-nest/agent-ports';
import { aConversationRecord } from '../factories.js';

export type OpenStorage = () => Storage | Promise<Storage>;

/** The storage of the test that is running; opened before it, empty, and closed after it. */
export function storageUnderTest(open: OpenStorage): () => Storage {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });
  afterEach(() => storage.close());
  return () => storage;
}

/** A stored conversation under a lease of the test's own. */
export async function aClaimedConversation(
  storage: Storage,
  overrides: Partial<ConversationRecord> = {},
): Promise<{ conversationId: string; fence: number }> {
  const record = aConversationRecord(overrides);
  await storage.conversations.create(record);
  const { lease } = await storage.leases.claim({ conversationId: record.id, owner: 'test', ttlMs: 60_000, now: 0 });
  return { conversationId: record.id, fence: lease.fence };
}
