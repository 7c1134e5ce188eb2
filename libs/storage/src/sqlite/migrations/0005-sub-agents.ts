import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** Conversations of sub-agents are not listed. */
export const subAgents: Migration = {
  async up({ schema }: Kysely<Database>) {
    await schema
      .alterTable('conversations')
      .addColumn('hidden', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .createIndex('conversations_shown')
      .on('conversations')
      .columns(['hidden', 'created_at', 'id'])
      .execute();
  },
};
