import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** One process at a time delivers what webhooks wait for. */
export const outboxLease: Migration = {
  async up({ schema }: Kysely<Database>) {
    await schema
      .createTable('outbox_leases')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('owner', 'text')
      .addColumn('expires_at', 'integer', (column) => column.notNull())
      .addColumn('wanted_at', 'integer', (column) => column.notNull())
      .execute();
  },
};
