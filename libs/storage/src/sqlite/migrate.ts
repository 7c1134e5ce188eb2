import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import type { Connection } from './connection.js';
import { MIGRATIONS } from './migrations/index.js';

/** The file was written by a later version of this program. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';
}

/** Brings the schema up to date: completely or not at all, and once when several processes open the file together. */
export async function migrate(connection: Connection): Promise<void> {
  connection.execute('begin immediate');
  try {
    await refuseNewerSchema(connection);
    await migrateToLatest(connection);
    connection.execute('commit');
  } catch (error) {
    if (connection.inTransaction) connection.execute('rollback');
    throw error;
  }
}

async function refuseNewerSchema({ builder }: Connection): Promise<void> {
  const tables = await builder.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return;

  const applied = await builder
    .withTables<{ [DEFAULT_MIGRATION_TABLE]: { name: string } }>()
    .selectFrom(DEFAULT_MIGRATION_TABLE)
    .select('name')
    .execute();
  const unknown = applied.find(({ name }) => !(name in MIGRATIONS));
  if (unknown) throw new NewerSchemaError(`Migration ${unknown.name} is not known here.`);
}

async function migrateToLatest({ builder }: Connection): Promise<void> {
  const migrator = new Migrator({
    db: builder,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    // The transaction around all of them is ours: it also covers the look at what has been done already.
    disableTransactions: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('A change of the schema failed.', { cause: error });
}
