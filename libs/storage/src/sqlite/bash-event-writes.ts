import type { BashEventBounds } from '@openhands-nest/agent-ports';
import { BashEventKind } from '@openhands-nest/agent-ports';
import type { BashScope, Handlers, WriteOperations } from '../protocol/operations.js';
import { Refusal } from '../protocol/refusal.js';
import type { NewBashEventRow } from '../protocol/rows.js';
import { missingConversation } from './check-fence.js';
import type { Connection } from './connection.js';
import { isDuplicateKey } from './duplicate-key.js';

type Writes = Pick<WriteOperations, 'appendBashEvent' | 'clearBashEvents' | 'trimBashEvents'>;
type ScopedBounds = BashScope & BashEventBounds;

export function bashEventWrites(connection: Connection): Handlers<Writes> {
  const insert = inserter(connection);
  const close = connection.prepare<{ commandId: string }>((given, builder) =>
    builder.updateTable('bash_events').set({ open: 0 }).where('id', '=', given.commandId).where('open', '=', 1),
  );
  const clear = connection.prepare<BashScope>((given, builder) =>
    builder.deleteFrom('bash_events').where('scope', '=', given.scope),
  );

  return {
    appendBashEvent: ({ row, ends }) => {
      const seq = insert(row);
      if (ends) close.run({ commandId: row.command_id });
      return seq;
    },
    clearBashEvents: (scope) => clear.run(scope),
    trimBashEvents: (bounds) => trim(connection, bounds),
  };
}

function inserter(connection: Connection): (row: NewBashEventRow) => number {
  const insert = connection.prepare<NewBashEventRow & { open: number }, { seq: number }>((given, builder) =>
    builder
      .insertInto('bash_events')
      .values({
        scope: given.scope,
        id: given.id,
        kind: given.kind,
        command_id: given.command_id,
        output_order: given.output_order,
        owner: given.owner,
        timestamp: given.timestamp,
        bytes: given.bytes,
        open: given.open,
        json: given.json,
      })
      .returning('seq'),
  );
  const owner = connection.prepare<{ scope: string }, { id: string }>((given, builder) =>
    builder.selectFrom('conversations').select('id').where('id', '=', given.scope),
  );
  return (row) => {
    if (row.scope !== '' && !owner.get({ scope: row.scope })) throw missingConversation(row.scope);
    try {
      const [stored] = insert.all({ ...row, open: row.kind === BashEventKind.Command ? 1 : 0 });
      return (stored as { seq: number }).seq;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new Refusal('already_exists', `There already is a bash event ${row.id}.`);
    }
  };
}

function trim(connection: Connection, bounds: ScopedBounds): number {
  const { notBefore, scope } = bounds;
  const last = lastBeyond(connection, bounds);
  const removed = connection.all(
    connection.builder
      .deleteFrom('bash_events')
      .where('scope', '=', scope)
      .where((event) =>
        event.or([event('seq', '<=', last), ...(notBefore === undefined ? [] : [event('timestamp', '<', notBefore)])]),
      )
      .returning('seq'),
  );
  return removed.length;
}

/** The newest of the events that there is no room for; 0 when there is room for all. */
function lastBeyond(connection: Connection, { scope, maxBytes, maxEvents }: ScopedBounds): number {
  const [row] = connection.all(
    connection.builder
      .selectFrom((query) =>
        query
          .selectFrom('bash_events')
          .where('scope', '=', scope)
          .select(({ fn }) => [
            'seq',
            fn
              .sum<number>('bytes')
              .over((over) => over.orderBy('seq', 'desc'))
              .as('total'),
            fn
              .agg<number>('row_number')
              .over((over) => over.orderBy('seq', 'desc'))
              .as('place'),
          ])
          .as('counted'),
      )
      .select('seq')
      .where((event) => event.or([event('total', '>', maxBytes), event('place', '>', maxEvents)]))
      .orderBy('seq', 'desc')
      .limit(1),
  );
  return row?.seq ?? 0;
}
