import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** Conversations with their events and leases, settings and secrets. */
export const initial: Migration = {
  async up(database: Kysely<Database>) {
    await createConversations(database);
    await createEvents(database);
    await createLeases(database);
    await createSettings(database);
  },
};

async function createConversations({ schema }: Kysely<Database>): Promise<void> {
  await schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('title', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text')
    .addColumn('active_at', 'text', (column) => column.notNull())
    .addColumn('execution_status', 'text', (column) => column.notNull())
    .addColumn('live', 'integer', (column) => column.notNull())
    .addColumn('setup', 'text', (column) => column.notNull())
    .addColumn('runtime_status', 'text')
    .addColumn('failure', 'text')
    .addColumn('pr_numbers', 'text', (column) => column.notNull())
    .addColumn('metrics', 'text', (column) => column.notNull())
    .addColumn('agent_state', 'text', (column) => column.notNull())
    .addColumn('last_seq', 'integer', (column) => column.notNull())
    .addColumn('leaf_event_id', 'text')
    .addColumn('last_user_message_id', 'text')
    .execute();
  await schema.createIndex('conversations_by_creation').on('conversations').columns(['created_at', 'id']).execute();
  await schema.createIndex('conversations_by_activity').on('conversations').columns(['active_at', 'id']).execute();
  await schema
    .createIndex('conversations_by_status')
    .on('conversations')
    .columns(['execution_status', 'created_at', 'id'])
    .execute();
  await schema
    .createTable('conversation_specs')
    .addColumn('conversation_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('spec', 'text', (column) => column.notNull())
    .execute();
}

async function createEvents({ schema }: Kysely<Database>): Promise<void> {
  await schema
    .createTable('events')
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('timestamp', 'text', (column) => column.notNull())
    .addColumn('text', 'text')
    .addColumn('json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_primary_key', ['conversation_id', 'seq'])
    .addUniqueConstraint('events_by_id', ['conversation_id', 'id'])
    .execute();
  // Messages only: they are what people search, and every further index is a page more for each append to write.
  await schema
    .createIndex('events_with_text')
    .on('events')
    .columns(['conversation_id', 'seq'])
    .where(sql.ref('text'), 'is not', null)
    .execute();
}

async function createLeases({ schema }: Kysely<Database>): Promise<void> {
  await schema
    .createTable('leases')
    .addColumn('conversation_id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text')
    // Milliseconds since the epoch do not fit into 32 bits, which is what "integer" means to Postgres.
    .addColumn('expires_at', 'bigint', (column) => column.notNull().defaultTo(sql`0`))
    .execute();
  await schema.createIndex('leases_by_owner').on('leases').column('owner').execute();
}

async function createSettings({ schema }: Kysely<Database>): Promise<void> {
  await schema
    .createTable('documents')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('secrets')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .execute();
}
