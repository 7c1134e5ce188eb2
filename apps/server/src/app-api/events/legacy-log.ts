import type { Engine } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import { projectionContext } from './projection-context.js';
import { seqOf } from './projection/event-ids.js';
import type { LegacyEvent } from './projection/legacy-event.js';
import { Projection } from './projection/projection.js';

/** Events of the log read at once, and characters of their JSON texts. */
const PAGE = 200;
const PAGE_CHARS = 1024 * 1024;

/** A conversation's events as 0.53 has them, in order, with ids from `firstId` on. Holds one page of the log in memory. */
export async function* legacyLog(engine: Engine, record: ConversationRecord, firstId = 0): AsyncGenerator<LegacyEvent> {
  const projection = new Projection(projectionContext(record));
  yield* projection.opening().filter(({ id }) => id >= firstId);
  let after = 0;
  for (;;) {
    const page = await engine.readEvents(record.id, after, PAGE, PAGE_CHARS);
    if (page.length === 0) return;
    for (const stored of page) {
      after = stored.seq;
      if (after < seqOf(firstId)) projection.skip(stored);
      else yield* projection.next(stored).filter(({ id }) => id >= firstId);
    }
  }
}
