import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ConversationRecord, Storage } from '@openhands-nest/agent-ports';
import { openSqliteStorage } from '@openhands-nest/storage';
import { aConversationRecord, aConversationSpec, aMessageEvent } from '@openhands-nest/testing';
import type { BenchContext } from '../bench-context.js';
import { SECRET_KEY } from '../processes/server-process.js';

/** Milliseconds; longer than any run. */
const LEASE_MS = 60 * 60_000;
/** Characters of a message whose event is about 1.4 kB of JSON. */
const MESSAGE_CHARS = 1_130;

/** The database that a server with this data directory opens. */
export function openDatabase(dataDirectory: string): Promise<Storage> {
  return openSqliteStorage({ file: join(dataDirectory, 'openhands-nest.db'), secretKey: SECRET_KEY });
}

/** A database of its own for one run, closed and removed with it. */
export async function newDatabase(context: BenchContext): Promise<Storage> {
  const storage = await openDatabase(await context.newFolder());
  context.defer(() => storage.close());
  return storage;
}

/** A message event of about 1.4 kB. */
export function anEvent(): ReturnType<typeof aMessageEvent> {
  return aMessageEvent(aLongText());
}

/** Text that makes an event of about 1.4 kB, different each time. */
export function aLongText(): string {
  return randomUUID().padEnd(MESSAGE_CHARS, ' lorem ipsum');
}

/** A conversation that has been set up in a directory, and never run. */
export function aRecordIn(directory: string): ConversationRecord {
  const tools = ['terminal', 'file_editor', 'task_tracker', 'think', 'finish'];
  return aConversationRecord({ spec: aConversationSpec({ workspace: { directory }, tools, maxIterations: 100_000 }) });
}

export interface Writer {
  readonly conversationId: string;
  readonly fence: number;
}

/** Stores a conversation and claims it for appending. */
export async function claimed({ conversations, leases }: Storage, record = aRecordIn('/tmp')): Promise<Writer> {
  await conversations.create(record);
  const { lease } = await leases.claim({
    conversationId: record.id,
    owner: 'bench',
    ttlMs: LEASE_MS,
    now: Date.now(),
  });
  return { conversationId: record.id, fence: lease.fence };
}
