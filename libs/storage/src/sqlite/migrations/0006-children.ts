import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.js';

/** Finds the conversations that were started from one. Few were, so the others take no room in it. */
export const children: Migration = {
  async up(database: Kysely<Database>) {
    await sql`
      create index conversation_specs_by_parent on conversation_specs (json_extract(spec, '$.parentId'))
      where json_extract(spec, '$.parentId') is not null
    `.execute(database);
  },
};
