import type { Handlers, ReadOperations, WriteOperations } from '../protocol/operations.js';
import type { Connection } from './connection.js';

type Writes = Pick<WriteOperations, 'writeDocument' | 'deleteDocuments' | 'writeSecret' | 'deleteSecret'>;
type Reads = Pick<ReadOperations, 'readDocument' | 'readSecret' | 'listSecretNames'>;

/** Sorts behind every other one. */
const LAST_CHARACTER = '\u{10FFFF}';

export function settingsWrites(connection: Connection): Handlers<Writes> {
  const { builder } = connection;
  return {
    writeDocument: ({ name, json }) => {
      const insert = builder.insertInto('documents').values({ name, json });
      connection.all(insert.onConflict((conflict) => conflict.column('name').doUpdateSet({ json })));
    },
    deleteDocuments: ({ prefix }) => {
      const documents = builder.deleteFrom('documents').where('name', '>=', prefix);
      connection.all(documents.where('name', '<', prefix + LAST_CHARACTER));
    },
    writeSecret: ({ name, token }) => {
      const insert = builder.insertInto('secrets').values({ name, token });
      connection.all(insert.onConflict((conflict) => conflict.column('name').doUpdateSet({ token })));
    },
    deleteSecret: ({ name }) =>
      connection.all(builder.deleteFrom('secrets').where('name', '=', name).returning('name')).length > 0,
  };
}

export function settingsReads(connection: Connection): Handlers<Reads> {
  const { builder } = connection;
  return {
    readDocument: ({ name }) =>
      connection.all(builder.selectFrom('documents').select('json').where('name', '=', name))[0]?.json,
    readSecret: ({ name }) =>
      connection.all(builder.selectFrom('secrets').select('token').where('name', '=', name))[0]?.token,
    listSecretNames: () =>
      connection.all(builder.selectFrom('secrets').select('name').orderBy('name')).map(({ name }) => name),
  };
}
