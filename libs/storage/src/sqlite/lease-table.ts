import type { ClaimRequest, Lease } from '@openhands-nest/agent-ports';
import type { Handlers, WriteOperations } from '../protocol/operations.js';
import { Refusal } from '../protocol/refusal.js';
import type { Connection } from './connection.js';
import type { LeaseColumns } from './schema.js';

type Writes = Pick<WriteOperations, 'claimLease' | 'renewLeases' | 'releaseLease'>;

/** First number a conversation's lease gets. */
const FIRST_FENCE = 1;

export function leaseWrites(connection: Connection): Handlers<Writes> {
  return {
    claimLease: (request) => claim(connection, request),
    renewLeases: ({ owner, expiresAt }) => {
      const { builder } = connection;
      const renewed = builder.updateTable('leases').set({ expires_at: expiresAt }).where('owner', '=', owner);
      return connection.all(renewed.returning('conversation_id')).map((row) => row.conversation_id);
    },
    // The number moves on at once: whoever still writes with the old one is refused, as after a takeover.
    releaseLease: ({ conversationId, fence }) => {
      const released = { fence: fence + 1, owner: null, expires_at: 0 };
      const update = connection.builder.updateTable('leases').set(released);
      connection.all(update.where('conversation_id', '=', conversationId).where('fence', '=', fence));
    },
  };
}

function claim(connection: Connection, request: ClaimRequest): { claimed: boolean; lease: Lease } {
  const { conversationId, owner, now, ttlMs } = request;
  const current = currentLease(connection, conversationId);
  if (current && blocks(current, request)) return { claimed: false, lease: toLease(current) };

  const row: LeaseColumns = {
    conversation_id: conversationId,
    owner,
    fence: nextFence(current, owner),
    expires_at: now + ttlMs,
  };
  connection.all(
    connection.builder
      .insertInto('leases')
      .values(row)
      .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row)),
  );
  return { claimed: true, lease: toLease(row) };
}

/** @throws Refusal when there is no such conversation. */
function currentLease(connection: Connection, conversationId: string): LeaseColumns | undefined {
  const { builder } = connection;
  const [lease] = connection.all(
    builder.selectFrom('leases').selectAll().where('conversation_id', '=', conversationId),
  );
  if (lease) return lease;

  const conversations = builder.selectFrom('conversations').select('id').where('id', '=', conversationId);
  if (connection.all(conversations).length > 0) return undefined;
  throw new Refusal('conversation_not_found', `Conversation ${conversationId} does not exist.`, conversationId);
}

function blocks(current: LeaseColumns, { owner, now, takeOver }: ClaimRequest): boolean {
  const free = current.owner === null || current.expires_at <= now;
  return !free && current.owner !== owner && current.fence !== takeOver;
}

function nextFence(current: LeaseColumns | undefined, owner: string): number {
  if (!current) return FIRST_FENCE;
  const changesOwner = current.owner !== null && current.owner !== owner;
  return changesOwner ? current.fence + 1 : current.fence;
}

function toLease(row: LeaseColumns): Lease {
  return {
    conversationId: row.conversation_id,
    fence: row.fence,
    owner: row.owner ?? '',
    expiresAt: Number(row.expires_at),
  };
}
