import { expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { EventLog, EventPageQuery, EventQuery } from '@openhands-nest/agent-ports';
import { aMessageEvent, anActionEvent, anObservationEvent, aPauseEvent, aStateUpdate } from '../factories.js';
import { fc, runs } from '../properties.js';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

const words = fc.constantFrom('Needle', 'NEEDLE in hay', 'straße', 'İstanbul', "100%_'", 'a\nb', '👋 hay', '');
const times = fc.integer({ min: 0, max: 5 }).map((second) => `2026-03-02T09:15:0${second}.000000`);
const events: fc.Arbitrary<ConversationEvent> = fc
  .record({ make: fc.nat(5), text: words, timestamp: times })
  .map(({ make, text, timestamp }) => {
    const makers: readonly (() => ConversationEvent)[] = [
      () => aMessageEvent(text, { timestamp }),
      () => aMessageEvent(text, { timestamp, source: EventSource.Agent }),
      () => anActionEvent(text, { timestamp }),
      () => anObservationEvent(undefined, text, { timestamp }),
      () => aStateUpdate('title', text, { timestamp }),
      () => aPauseEvent({ timestamp }),
    ];
    return makers[make]?.() ?? aPauseEvent({ timestamp });
  });
const logs = fc.array(events, { maxLength: 30 });
const filters = fc.record(
  {
    kind: fc.constantFrom(EventKind.Message, EventKind.Action, EventKind.StateUpdate, EventKind.Condensation),
    source: fc.constantFrom(EventSource.User, EventSource.Agent, EventSource.Environment),
    body: fc.constantFrom('needle', 'HAY', 'STRASSE', 'straße', 'i̇stan', '%', "'", '👋', '\n', ''),
    timestampFrom: times,
    timestampBefore: times,
  },
  { requiredKeys: [] },
);

/** Pages of EventLog.search over logs of all sorts, as they are read while the log grows. */
export function eventPagingSuite(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('gives each event that matches once and in order, whatever is asked and however small the pages are', async () => {
    const sizes = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(logs, logs, filters, sizes, fc.boolean(), async (log, later, filter, limit, newestFirst) => {
        const target = await aClaimedConversation(storage());
        const { conversationId } = target;
        await storage().events.append({ ...target, events: log });
        const query = { conversationId, ...filter };
        const expected = newestFirst ? matching(log, filter).reverse() : matching([...log, ...later], filter);
        const append = () => storage().events.append({ ...target, events: later });

        expect(await storage().events.count(query)).toBe(matching(log, filter).length);
        expect(await idsByPages(storage().events, { ...query, limit, newestFirst }, append)).toEqual(expected);
      }),
      { numRuns: runs(60) },
    );
  });
}

/** Reads page by page; what comes in meanwhile comes in before the first page ends. */
async function idsByPages(log: EventLog, query: EventPageQuery, append: () => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  // Nothing that is older than the newest event can come in: it is not shown to who reads backwards.
  if (!query.newestFirst) await append();
  let page = await log.search(query);
  if (query.newestFirst) await append();
  for (;;) {
    ids.push(...page.items.map(({ id }) => id));
    expect(page.items.length).toBeLessThanOrEqual(query.limit);
    if (page.nextPageId === undefined) return ids;
    page = await log.search({ ...query, pageId: page.nextPageId });
  }
}

function matching(log: readonly ConversationEvent[], filter: Omit<EventQuery, 'conversationId'>): string[] {
  const { kind, source, body, timestampFrom = '', timestampBefore = '~' } = filter;
  return log
    .filter(
      (event) =>
        (kind === undefined || event.kind === kind) &&
        (source === undefined || event.source === source) &&
        (body === undefined || textOf(event)?.includes(body.toLowerCase()) === true) &&
        event.timestamp >= timestampFrom &&
        event.timestamp < timestampBefore,
    )
    .map(({ id }) => id);
}

function textOf(event: ConversationEvent): string | undefined {
  if (event.kind !== EventKind.Message) return undefined;
  return event.llm_message.content
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('')
    .toLowerCase();
}
