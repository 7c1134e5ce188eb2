import type { BashEventQuery } from '@openhands-nest/agent-ports';
import { BashEventSortOrder, type BashEventSearchQuery } from '@openhands-nest/contracts/agent-server';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { toEventTime } from '../events/event-time.js';

/** Bytes of one page: a hundred outputs of a megabyte each would fill the memory. */
const PAGE_BYTES = 8 * 1024 * 1024;

/** What the store is asked for a page. */
export function toBashQuery(query: BashEventSearchQuery): BashEventQuery {
  const { kind__eq: kind, command_id__eq: commandId, order__gt: orderAfter, page_id: pageId } = query;
  const timestampFrom = timeOf(query.timestamp__gte);
  const timestampBefore = timeOf(query.timestamp__lt);
  return {
    limit: query.limit,
    maxBytes: PAGE_BYTES,
    newestFirst: query.sort_order === BashEventSortOrder.TimestampDescending,
    ...(kind && { kind }),
    ...(commandId && { commandId: toHexId(commandId) }),
    ...(typeof orderAfter === 'number' && { orderAfter }),
    ...(timestampFrom && { timestampFrom }),
    ...(timestampBefore && { timestampBefore }),
    ...(pageId && { pageId }),
  };
}

function timeOf(given: string | null | undefined): string | undefined {
  return given ? toEventTime(given) : undefined;
}
