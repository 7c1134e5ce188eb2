import type { EventPage, EventPageQuery, EventQuery, StoredEvent } from '@openhands-nest/agent-ports';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Handlers, InputOf, ReadOperations } from '../protocol/operations.js';
import type { Connection } from './connection.js';
import type { Database } from './schema.js';

const STORED = ['seq', 'id', 'kind', 'json'] as const;

type EventSelect<Row> = SelectQueryBuilder<Database, 'events', Row>;
type EventReads = Pick<ReadOperations, 'readEvents' | 'readLastEvents' | 'findEvent' | 'searchEvents' | 'countEvents'>;

/** Reads of event logs. JSON text goes out as it lies there, never parsed. */
export function eventReads(connection: Connection): Handlers<EventReads> {
  const after = connection.prepare<InputOf<'readEvents'>, StoredEvent>((given, builder) =>
    builder
      .selectFrom('events')
      .select(STORED)
      .where('conversation_id', '=', given.conversationId)
      .where('seq', '>', given.after)
      .orderBy('seq')
      .limit(given.limit),
  );
  const last = connection.prepare<InputOf<'readLastEvents'>, StoredEvent>((given, builder) =>
    builder
      .selectFrom('events')
      .select(STORED)
      .where('conversation_id', '=', given.conversationId)
      .orderBy('seq', 'desc')
      .limit(given.limit),
  );
  const byId = connection.prepare<InputOf<'findEvent'>, StoredEvent>((given, builder) =>
    builder
      .selectFrom('events')
      .select(STORED)
      .where('conversation_id', '=', given.conversationId)
      .where('id', '=', given.eventId),
  );

  return {
    readEvents: (input) => fitting(after.iterate(input), input.maxChars),
    readLastEvents: (input) => last.all(input).reverse(),
    findEvent: (input) => byId.get(input),
    searchEvents: (query) => {
      const { conversationId, pageId } = query;
      const first = pageId === undefined ? undefined : byId.get({ conversationId, eventId: pageId });
      return page(connection.all(search(connection, query, first?.seq)), query.limit);
    },
    countEvents: (query) => countEvents(connection, query),
  };
}

function fitting(events: Iterable<StoredEvent>, maxChars: number): StoredEvent[] {
  const taken: StoredEvent[] = [];
  let chars = 0;
  for (const event of events) {
    chars += event.json.length;
    if (chars > maxChars && taken.length > 0) break;
    taken.push(event);
  }
  return taken;
}

function search({ builder }: Connection, query: EventPageQuery, fromSeq: number | undefined) {
  const direction = query.newestFirst ? 'desc' : 'asc';
  return filtered(builder.selectFrom('events').select(STORED), query)
    .$if(fromSeq !== undefined, (select) => select.where('seq', query.newestFirst ? '<=' : '>=', fromSeq!))
    .orderBy('seq', direction)
    .limit(query.limit + 1);
}

/** One row more than the page was read, so that the id of the next page is known. */
function page(rows: StoredEvent[], limit: number): EventPage {
  return { items: rows.slice(0, limit), nextPageId: rows[limit]?.id };
}

function countEvents(connection: Connection, query: EventQuery): number {
  const { builder } = connection;
  const { conversationId, ...filters } = query;
  if (Object.values(filters).every((filter) => filter === undefined)) {
    const [row] = connection.all(
      builder.selectFrom('conversations').select('last_seq').where('id', '=', conversationId),
    );
    return row?.last_seq ?? 0;
  }
  const count = builder.selectFrom('events').select(({ fn }) => fn.countAll<number>().as('count'));
  return Number(connection.all(filtered(count, query))[0]?.count ?? 0);
}

function filtered<Row>(select: EventSelect<Row>, query: EventQuery): EventSelect<Row> {
  const { kind, source, body, timestampFrom, timestampBefore } = query;
  return (
    select
      .where('conversation_id', '=', query.conversationId)
      .$if(kind !== undefined, (some) => some.where('kind', '=', kind!))
      .$if(source !== undefined, (some) => some.where('source', '=', source!))
      .$if(timestampFrom !== undefined, (some) => some.where('timestamp', '>=', timestampFrom!))
      .$if(timestampBefore !== undefined, (some) => some.where('timestamp', '<', timestampBefore!))
      // "is not null" lets the database use the index of the messages, and leave the rest of the log unread.
      .$if(body !== undefined, (some) =>
        some.where('text', 'is not', null).where(sql<boolean>`instr(text, ${body!.toLowerCase()}) > 0`),
      )
  );
}
