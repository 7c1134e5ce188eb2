import {
  BashEventKind,
  type BashEventPage,
  type BashEventQuery,
  type StoredBashEvent,
} from '@openhands-nest/agent-ports';
import type { SelectQueryBuilder } from 'kysely';
import type { BashScope, Handlers, ReadOperations } from '../protocol/operations.js';
import type { Connection } from './connection.js';
import type { Database } from './schema.js';

type Reads = Pick<
  ReadOperations,
  'readBashEvents' | 'findBashEvent' | 'searchBashEvents' | 'bashEventUsage' | 'listUnfinishedCommands'
>;
type ScopedQuery = BashScope & BashEventQuery;
type BashSelect<Row> = SelectQueryBuilder<Database, 'bash_events', Row>;

const PAGE_ID = /^\d{1,15}$/;

/** Reads of bash events. Pages are measured before their texts are read, since a single text may have megabytes. */
export function bashEventReads(connection: Connection): Handlers<Reads> {
  const { builder } = connection;
  const byId = connection.prepare<BashScope & { id: string }, StoredBashEvent>((given, queries) =>
    queries
      .selectFrom('bash_events')
      .select(['seq', 'json'])
      .where('id', '=', given.id)
      .where('scope', '=', given.scope),
  );
  return {
    readBashEvents: ({ after, ...query }) => page(connection, query, after + 1).items,
    findBashEvent: (input) => byId.get(input),
    searchBashEvents: (query) => page(connection, query, firstOf(query)),
    bashEventUsage: ({ scope }) => {
      const select = builder
        .selectFrom('bash_events')
        .where('scope', '=', scope)
        .select(({ fn }) => [
          fn.max<number | null>('seq').as('lastSeq'),
          fn.countAll<number>().as('events'),
          fn.sum<number | null>('bytes').as('bytes'),
        ]);
      const [usage] = connection.all(select);
      return { lastSeq: usage?.lastSeq ?? 0, events: usage?.events ?? 0, bytes: usage?.bytes ?? 0 };
    },
    listUnfinishedCommands: ({ scope }) =>
      connection
        .all(
          builder
            .selectFrom('bash_events')
            .select(['id', 'owner'])
            .where('open', '=', 1)
            .where('scope', '=', scope)
            .orderBy('seq'),
        )
        .map(({ id, owner }) => ({ commandId: id, owner, nextOrder: nextOrder(connection, id) })),
  };
}

function page(connection: Connection, query: ScopedQuery, firstSeq: number | undefined): BashEventPage {
  const direction = query.newestFirst ? 'desc' : 'asc';
  const sizes = connection.all(
    filtered(connection.builder.selectFrom('bash_events').select(['seq', 'bytes']), query)
      .$if(firstSeq !== undefined, (some) => some.where('seq', query.newestFirst ? '<=' : '>=', firstSeq!))
      .orderBy('seq', direction)
      .limit(query.limit + 1),
  );
  const fitting = sizes.slice(0, countFitting(sizes, query));
  const next = sizes[fitting.length];
  const seqs = fitting.map(({ seq }) => seq);
  const items = connection.all(
    connection.builder
      .selectFrom('bash_events')
      .select(['seq', 'json'])
      .where('seq', 'in', seqs)
      .orderBy('seq', direction),
  );
  return { items, ...(next && { nextPageId: String(next.seq) }) };
}

function countFitting(rows: readonly { readonly bytes: number }[], { limit, maxBytes }: BashEventQuery): number {
  let bytes = 0;
  const beyond = rows.findIndex((row, index) => (bytes += row.bytes) > maxBytes && index > 0);
  return Math.min(limit, beyond < 0 ? rows.length : beyond);
}

function firstOf({ pageId }: BashEventQuery): number | undefined {
  return pageId !== undefined && PAGE_ID.test(pageId) ? Number(pageId) : undefined;
}

function filtered<Row>(select: BashSelect<Row>, query: ScopedQuery): BashSelect<Row> {
  const { kind, commandId, orderAfter, timestampFrom, timestampBefore } = query;
  return select
    .where('scope', '=', query.scope)
    .$if(kind !== undefined, (some) => some.where('kind', '=', kind!))
    .$if(commandId !== undefined, (some) =>
      some.where('command_id', '=', commandId!).where('kind', '=', BashEventKind.Output),
    )
    .$if(orderAfter !== undefined, (some) =>
      some.where((event) => event.or([event('output_order', '>', orderAfter!), event('output_order', 'is', null)])),
    )
    .$if(timestampFrom !== undefined, (some) => some.where('timestamp', '>=', timestampFrom!))
    .$if(timestampBefore !== undefined, (some) => some.where('timestamp', '<', timestampBefore!));
}

function nextOrder(connection: Connection, commandId: string): number {
  const [row] = connection.all(
    connection.builder
      .selectFrom('bash_events')
      .select(({ fn }) => fn.max<number | null>('output_order').as('newest'))
      .where('command_id', '=', commandId),
  );
  return (row?.newest ?? -1) + 1;
}
