import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** What webhooks have taken, and what waits for them beside the events. */
export const webhooks: Migration = {
  async up({ schema }: Kysely<Database>) {
    await schema
      .createTable('webhooks')
      .addColumn('name', 'text', (column) => column.primaryKey().notNull())
      .execute();
    await schema
      .createTable('webhook_positions')
      .addColumn('webhook', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('webhook_positions_primary_key', ['webhook', 'conversation_id'])
      .execute();
    await schema
      .createTable('webhook_messages')
      .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('webhook', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('webhook_messages_by_webhook').on('webhook_messages').columns(['webhook', 'id']).execute();
  },
};
