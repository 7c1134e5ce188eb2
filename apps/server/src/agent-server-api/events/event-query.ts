import type { EventPageQuery, EventQuery } from '@openhands-nest/agent-ports';
import { EventCountQuery, EventSearchQuery, EventSortOrder } from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';
import { toEventTime } from './event-time.js';

/** As Fastify reads them: a repeated parameter is a list. */
export type QueryParameters = Readonly<Record<string, string | readonly string[]>>;

const KINDS: ReadonlySet<string> = new Set(Object.values(EventKind));
const SOURCES: ReadonlySet<string> = new Set(Object.values(EventSource));

/** What the log is asked for a page. Undefined: no event can meet these conditions. @throws InvalidValueError, InvalidInputError */
export function toPageQuery(conversationId: string, parameters: QueryParameters): EventPageQuery | undefined {
  const query = parseValue(EventSearchQuery, lastOfEach(parameters), ['query']);
  const conditions = toConditions(conversationId, query);
  if (conditions === undefined) return undefined;
  return {
    ...conditions,
    limit: query.limit,
    newestFirst: query.sort_order === EventSortOrder.TimestampDescending,
    ...(query.page_id && { pageId: query.page_id }),
  };
}

export function toCountQuery(conversationId: string, parameters: QueryParameters): EventQuery | undefined {
  return toConditions(conversationId, parseValue(EventCountQuery, lastOfEach(parameters), ['query']));
}

function toConditions(conversationId: string, query: EventCountQuery): EventQuery | undefined {
  const kind = query.kind ? lastPartOf(query.kind) : undefined;
  const source = query.source || undefined;
  const timestampFrom = timeOf(query, 'timestamp__gte');
  const timestampBefore = timeOf(query, 'timestamp__lt');
  if ((kind !== undefined && !KINDS.has(kind)) || (source !== undefined && !SOURCES.has(source))) return undefined;
  return {
    conversationId,
    ...(kind !== undefined && { kind: kind as EventKind }),
    ...(source !== undefined && { source: source as EventSource }),
    ...(query.body && { body: query.body }),
    ...(timestampFrom !== undefined && { timestampFrom }),
    ...(timestampBefore !== undefined && { timestampBefore }),
  };
}

/** Python clients name a kind by its class path. */
function lastPartOf(kind: string): string {
  return kind.slice(kind.lastIndexOf('.') + 1);
}

function timeOf(query: EventCountQuery, name: 'timestamp__gte' | 'timestamp__lt'): string | undefined {
  const given = query[name];
  if (given === undefined || given === null) return undefined;
  const time = toEventTime(given);
  if (time !== undefined) return time;
  throw invalidInput(
    ['query', name],
    'Input should be a valid datetime in ISO 8601 form',
    'datetime_from_date_parsing',
    given,
  );
}

/** The last value counts, as in the reference. Unknown parameters are dropped when the rest is parsed. */
export function lastOfEach(parameters: QueryParameters): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? value : value.at(-1)]),
  );
}
