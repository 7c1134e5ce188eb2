import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** Commands that were run outside of conversations, and their outputs. */
export const bashEvents: Migration = {
  async up({ schema }: Kysely<Database>) {
    await schema
      .createTable('bash_events')
      // Never given twice, so that a reader's position stays true after everything was removed.
      .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('command_id', 'text', (column) => column.notNull())
      .addColumn('output_order', 'integer')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('timestamp', 'text', (column) => column.notNull())
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('open', 'integer', (column) => column.notNull())
      // Last, so that searches need not read through it.
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('bash_events_by_command').on('bash_events').columns(['command_id', 'seq']).execute();
    await schema
      .createIndex('bash_events_open')
      .on('bash_events')
      .columns(['seq'])
      .where(sql.ref('open'), '=', sql.lit(1))
      .execute();
  },
};
