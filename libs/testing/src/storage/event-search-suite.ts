import { beforeEach, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, MessageRole } from '@openhands-nest/contracts/vocabulary';
import type { EventPageQuery } from '@openhands-nest/agent-ports';
import { aMessageEvent, anActionEvent, anObservationEvent, aStateUpdate, aText } from '../factories.js';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

// In the order of their times.
const question = aMessageEvent('Please find the Needle');
const start = aStateUpdate();
const action = anActionEvent('grep needle');
const log: readonly ConversationEvent[] = [
  question,
  start,
  action,
  anObservationEvent(action, 'a needle here'),
  aMessageEvent('Es ist ÜBER dem 100% Regler_', { source: EventSource.Agent }),
  aMessageEvent('hidden', { extended_content: [aText('skill text')] }),
  aMessageEvent('thought', {
    llm_message: {
      role: MessageRole.Assistant,
      content: [],
      reasoning_content: 'deep reasoning',
      thinking_blocks: [{ type: 'thinking', thinking: 'silent thinking' }],
    },
  }),
];
const idsAt = (...positions: number[]) => positions.map((position) => log[position - 1]!.id);

/** Paging and filters of EventLog.search and count, over one log of seven events. */
export function eventSearchSuite(open: OpenStorage): void {
  const storage = storageUnderTest(open);
  let conversationId: string;
  beforeEach(async () => {
    const target = await aClaimedConversation(storage());
    conversationId = target.conversationId;
    await storage().events.append({ ...target, events: log });
  });

  async function found(query: Partial<EventPageQuery>): Promise<string[]> {
    const { items } = await storage().events.search({ conversationId, limit: 100, ...query });
    return items.map(({ id }) => id);
  }

  it('pages through the log by the id of the next event', async () => {
    const first = await storage().events.search({ conversationId, limit: 3 });
    const second = await storage().events.search({ conversationId, limit: 3, pageId: first.nextPageId });
    const third = await storage().events.search({ conversationId, limit: 3, pageId: second.nextPageId });

    expect(first.nextPageId).toBe(log[3]!.id);
    expect([...first.items, ...second.items, ...third.items].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(third.nextPageId).toBeUndefined();
  });

  it('pages backwards', async () => {
    const first = await storage().events.search({ conversationId, limit: 5, newestFirst: true });
    const second = await storage().events.search({
      conversationId,
      limit: 5,
      newestFirst: true,
      pageId: first.nextPageId,
    });

    expect(first.items.map(({ seq }) => seq)).toEqual([7, 6, 5, 4, 3]);
    expect(second.items.map(({ seq }) => seq)).toEqual([2, 1]);
    expect(second.nextPageId).toBeUndefined();
  });

  it('has no next page when the last event just fits', async () => {
    const page = await storage().events.search({ conversationId, limit: log.length });
    expect(page.items).toHaveLength(log.length);
    expect(page.nextPageId).toBeUndefined();
  });

  it('starts at the beginning when the page id is unknown', async () => {
    expect(await found({ pageId: 'unknown', limit: 2 })).toEqual(idsAt(1, 2));
    expect(await found({ pageId: 'unknown', limit: 2, newestFirst: true })).toEqual(idsAt(7, 6));
  });

  it('filters by kind and source, and names the next event that matches', async () => {
    const page = await storage().events.search({ conversationId, kind: EventKind.Message, limit: 1 });

    expect(page.nextPageId).toBe(log[4]!.id);
    expect(await found({ kind: EventKind.Message })).toEqual(idsAt(1, 5, 6, 7));
    expect(await found({ kind: EventKind.Message, source: EventSource.Agent })).toEqual(idsAt(5));
    expect(await found({ source: EventSource.Environment })).toEqual(idsAt(2, 4));
  });

  it('finds text in messages only, whatever the case', async () => {
    expect(await found({ body: 'nEEdle' })).toEqual(idsAt(1));
    expect(await found({ body: 'über' })).toEqual(idsAt(5));
    expect(await found({ body: 'needle', kind: EventKind.Action })).toEqual([]);
  });

  it('takes the body as plain text, not as a pattern', async () => {
    expect(await found({ body: '100%' })).toEqual(idsAt(5));
    expect(await found({ body: 'Regler_' })).toEqual(idsAt(5));
    expect(await found({ body: 'n%e' })).toEqual([]);
    expect(await found({ body: "'" })).toEqual([]);
  });

  it('finds extended content and reasoning', async () => {
    expect(await found({ body: 'skill' })).toEqual(idsAt(6));
    expect(await found({ body: 'deep reasoning' })).toEqual(idsAt(7));
    expect(await found({ body: 'silent thinking' })).toEqual(idsAt(7));
  });

  it('matches every message when the body is empty', async () => {
    expect(await found({ body: '' })).toEqual(idsAt(1, 5, 6, 7));
  });

  it('filters by time: from inclusive, before exclusive', async () => {
    const [from, before] = [log[2]!.timestamp, log[4]!.timestamp];
    expect(await found({ timestampFrom: from, timestampBefore: before })).toEqual(idsAt(3, 4));
  });

  it('counts all events, or those that match', async () => {
    const { events } = storage();
    expect(await events.count({ conversationId })).toBe(7);
    expect(await events.count({ conversationId, kind: EventKind.Message })).toBe(4);
    expect(await events.count({ conversationId, body: 'needle' })).toBe(1);
    expect(await events.count({ conversationId, source: EventSource.Hook })).toBe(0);
  });
}
