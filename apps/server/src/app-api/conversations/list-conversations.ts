import type { Engine } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { ConversationListQuery } from '@openhands-nest/contracts/app';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { invalidInput } from '../../http/problems.js';

/** Most conversations on one page, however many are asked for. */
const MOST = 1000;
/** Conversations looked at in one go. */
const SCAN = 100;

export interface FoundConversations {
  readonly records: readonly ConversationRecord[];
  /** For the client; undefined on the last page. */
  readonly nextPageId: string | undefined;
}

/** A page of the conversations that meet the conditions, newest first. Pages are full as long as there are enough. @throws InvalidInputError */
export async function listConversations(engine: Engine, query: ConversationListQuery): Promise<FoundConversations> {
  const limit = Math.min(query.limit, MOST);
  const records: ConversationRecord[] = [];
  let pageId = query.page_id ? idIn(query.page_id) : undefined;
  do {
    const page = await engine.list({ limit: SCAN, ...(pageId !== undefined && { pageId }) });
    records.push(...page.items.filter((record) => meets(record, query)));
    pageId = page.nextPageId;
  } while (pageId !== undefined && records.length <= limit);
  const next = records[limit];
  return { records: records.slice(0, limit), nextPageId: next && pageIdOf(next) };
}

function meets({ spec }: ConversationRecord, query: ConversationListQuery): boolean {
  const { selected_repository: repository, conversation_trigger: trigger } = query;
  if (repository && spec.workspace.repository?.name !== repository) return false;
  return !trigger || spec.trigger === trigger;
}

function pageIdOf({ id }: ConversationRecord): string {
  return Buffer.from(id).toString('base64');
}

function idIn(pageId: string): string {
  const id = parseConversationId(Buffer.from(pageId, 'base64').toString());
  if (id !== undefined) return id;
  throw invalidInput(
    ['query', 'page_id'],
    'Send the next_page_id of the page before, as it came.',
    'value_error',
    pageId,
  );
}
