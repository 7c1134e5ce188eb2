import type { OutboxClaim, OutboxLease } from '@openhands-nest/agent-ports';
import type { Handlers, WriteOperations } from '../protocol/operations.js';
import type { Connection } from './connection.js';
import type { OutboxLeaseColumns } from './schema.js';

type Writes = Pick<WriteOperations, 'claimOutbox' | 'releaseOutbox'>;

/** The only row. */
const ID = 1;

export function outboxWrites(connection: Connection): Handlers<Writes> {
  return {
    claimOutbox: (request) => claim(connection, request),
    releaseOutbox: ({ owner }) => {
      const release = connection.builder.updateTable('outbox_leases').set({ owner: null, expires_at: 0 });
      connection.all(release.where('owner', '=', owner));
    },
  };
}

function claim(connection: Connection, request: OutboxClaim): { claimed: boolean; lease: OutboxLease } {
  const { owner, ttlMs, now, takeOver } = request;
  const [current] = connection.all(connection.builder.selectFrom('outbox_leases').selectAll());
  const isFree = !current || current.owner === null || current.expires_at <= now;
  const claimed = isFree || current.owner === owner || current.owner === takeOver;
  const wanted = current?.owner === owner ? current.wanted_at : 0;
  const row: OutboxLeaseColumns = claimed
    ? { id: ID, owner, expires_at: now + ttlMs, wanted_at: wanted }
    : { ...current, wanted_at: now };
  connection.all(
    connection.builder
      .insertInto('outbox_leases')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row)),
  );
  const lease = { owner: row.owner ?? '', expiresAt: Number(row.expires_at), wantedAt: Number(row.wanted_at) };
  return { claimed, lease };
}
