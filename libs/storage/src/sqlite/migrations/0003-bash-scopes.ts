import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** Commands belong to the operator, as all that are there do, or to a conversation. */
export const bashScopes: Migration = {
  async up({ schema }: Kysely<Database>) {
    await schema
      .alterTable('bash_events')
      .addColumn('scope', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await schema.createIndex('bash_events_by_scope').on('bash_events').columns(['scope', 'seq']).execute();
  },
};
