import type { ConversationPageQuery } from '@openhands-nest/agent-ports';
import {
  ConversationBatchQuery,
  ConversationCountQuery,
  ConversationSearchQuery,
  ConversationSortOrder,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { parseConversationId, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { lastOfEach, type QueryParameters } from '../events/event-query.js';

const SORT = {
  [ConversationSortOrder.CreatedAt]: { sort: 'created_at', ascending: true },
  [ConversationSortOrder.UpdatedAt]: { sort: 'updated_at', ascending: true },
  [ConversationSortOrder.CreatedAtDescending]: { sort: 'created_at', ascending: false },
  [ConversationSortOrder.UpdatedAtDescending]: { sort: 'updated_at', ascending: false },
} as const satisfies Record<ConversationSortOrder, Pick<ConversationPageQuery, 'sort' | 'ascending'>>;

/** @throws InvalidValueError */
export function toPageQuery(parameters: QueryParameters): ConversationPageQuery {
  const query = parseValue(ConversationSearchQuery, lastOfEach(parameters), ['query']);
  const pageId = query.page_id ? parseConversationId(query.page_id) : undefined;
  return {
    limit: query.limit,
    ...SORT[query.sort_order],
    ...(pageId !== undefined && { pageId }),
    ...(query.status && { executionStatus: query.status }),
  };
}

/** @throws InvalidValueError */
export function toStatus(parameters: QueryParameters): ExecutionStatus | undefined {
  return parseValue(ConversationCountQuery, lastOfEach(parameters), ['query']).status ?? undefined;
}

/** The wanted conversations, in order. @throws InvalidValueError */
export function toBatchIds(parameters: QueryParameters): readonly string[] {
  const { ids } = parameters;
  const list = ids === undefined || Array.isArray(ids) ? ids : [ids];
  return parseValue(ConversationBatchQuery, list === undefined ? {} : { ids: list }, ['query']).ids;
}
