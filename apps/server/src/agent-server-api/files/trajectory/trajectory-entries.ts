import { wireStats, type Engine } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { maskKeys } from './mask-keys.js';
import type { ZipEntry } from './zip-archive.js';

/** What is known of a conversation, then each of its events in a file of its own, without secrets. Reads page by page. */
export async function* trajectoryEntries(engine: Engine, record: ConversationRecord): AsyncGenerator<ZipEntry> {
  yield { name: 'meta.json', content: maskKeys(JSON.stringify(metaOf(record))) };
  yield { name: 'base_state.json', content: maskKeys(JSON.stringify(stateOf(record))) };
  let index = 0;
  let pageId: string | undefined;
  do {
    const query = { conversationId: record.id, limit: Limits.EVENTS_PAGE, ...(pageId !== undefined && { pageId }) };
    const page = await engine.searchEvents(query);
    for (const { id, json } of page.items) {
      yield { name: `events/event-${String(index).padStart(5, '0')}-${safeName(id)}.json`, content: maskKeys(json) };
      index += 1;
    }
    pageId = page.nextPageId;
  } while (pageId !== undefined);
}

function metaOf({ id, title, createdAt, updatedAt, spec }: ConversationRecord): object {
  const { workspace, trigger, tags, maxIterations } = spec;
  return {
    id,
    title,
    created_at: createdAt,
    updated_at: updatedAt,
    workspace: { kind: 'LocalWorkspace', working_dir: workspace.directory },
    repository: workspace.repository?.name ?? null,
    trigger: trigger ?? null,
    max_iterations: maxIterations,
    tags,
  };
}

function stateOf(record: ConversationRecord): object {
  const { id, executionStatus, spec, failure } = record;
  return {
    id,
    agent: spec.agent ?? null,
    tools: spec.tools,
    execution_status: executionStatus,
    failure,
    stats: wireStats(record),
  };
}

/** Ids are opaque; a file's name is not. */
function safeName(id: string): string {
  return id.replace(/[^\w-]/g, '_').slice(0, 100);
}
