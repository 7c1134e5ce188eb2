import type { Engine } from '@openhands-nest/agent-core';
import type { StoredEvent } from '@openhands-nest/agent-ports';
import { EventKind, Limits } from '@openhands-nest/contracts/vocabulary';

/** Number of the newest event, up to the given one, that tells the status of the agent; 0 when none does. */
export async function lastStateSeq(engine: Engine, conversationId: string, upTo: number): Promise<number> {
  let pageId: string | undefined;
  do {
    const page = await engine.searchEvents({
      conversationId,
      kind: EventKind.StateUpdate,
      newestFirst: true,
      limit: Limits.EVENTS_PAGE,
      ...(pageId !== undefined && { pageId }),
    });
    const found = page.items.find((item) => item.seq <= upTo && tellsStatus(item));
    if (found) return found.seq;
    pageId = page.nextPageId;
  } while (pageId !== undefined);
  return 0;
}

function tellsStatus({ json }: StoredEvent): boolean {
  return (JSON.parse(json) as { key?: unknown }).key === 'execution_status';
}
