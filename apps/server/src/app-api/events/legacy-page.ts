import type { EventFilter, EventListQuery } from '@openhands-nest/contracts/app';
import type { LegacyEvent } from './projection/legacy-event.js';

export interface LegacyPage {
  readonly events: readonly LegacyEvent[];
  readonly hasMore: boolean;
}

/** One page of a log that begins at the query's `start_id`. Backward, the whole range is read and its end is kept. */
export async function legacyPage(
  log: AsyncIterable<LegacyEvent>,
  query: EventListQuery,
  filter: EventFilter,
): Promise<LegacyPage> {
  const { limit, reverse, end_id: endId } = query;
  const kept: LegacyEvent[] = [];
  for await (const event of log) {
    if (endId !== undefined && endId !== null && event.id > endId) break;
    if (!meets(event, filter)) continue;
    kept.push(event);
    // One more than is shown, so that "there are more" is a fact.
    if (kept.length <= limit + 1) continue;
    if (!reverse) break;
    kept.shift();
  }
  const found = reverse ? kept.reverse() : kept;
  return { events: found.slice(0, limit), hasMore: found.length > limit };
}

function meets(event: LegacyEvent, filter: EventFilter): boolean {
  const { source, start_date: start, end_date: end, query } = filter;
  if (source && event.source !== source) return false;
  if ((start && event.timestamp < start) || (end && event.timestamp > end)) return false;
  if (filter.exclude_hidden && isHidden(event)) return false;
  return !query || JSON.stringify(event).toLowerCase().includes(query.toLowerCase());
}

function isHidden(event: LegacyEvent): boolean {
  return ('args' in event ? event.args : event.extras)['hidden'] === true;
}
