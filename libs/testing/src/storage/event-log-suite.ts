import { describe, expect, it } from '@jest/globals';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { AlreadyExistsError, ConversationNotFoundError, eventOf, LeaseLostError } from '@openhands-nest/agent-ports';
import { aConversationRecord, aMessageEvent, anActionEvent, anObservationEvent, aStateUpdate } from '../factories.js';
import { eventPagingSuite } from './event-paging-suite.js';
import { eventSearchSuite } from './event-search-suite.js';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

const messages = (count: number) => Array.from({ length: count }, (_, index) => aMessageEvent(`message ${index + 1}`));

/** What every EventLog promises. `open` gives an empty storage. */
export function eventLogSuite(name: string, open: OpenStorage): void {
  describe(`${name} as an event log`, () => {
    describe('append', () => appendStories(open));
    describe('together with the record', () => recordStories(open));
    describe('reading', () => readingStories(open));
    describe('search and count', () => eventSearchSuite(open));
    describe('pages', () => eventPagingSuite(open));
  });
}

function appendStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('numbers events from 1 without gaps, over several appends', async () => {
    const target = await aClaimedConversation(storage());

    const first = await storage().events.append({ ...target, events: messages(2) });
    const second = await storage().events.append({ ...target, events: messages(3) });

    expect([...first, ...second].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives back what it has stored: the event as JSON text without null members', async () => {
    const target = await aClaimedConversation(storage());
    const event = aMessageEvent('grüße 👋 "quoted"\n', { sender: null });

    const [appended] = await storage().events.append({ ...target, events: [event] });

    const { sender: _absent, ...stored } = event;
    expect(eventOf(appended!)).toEqual(stored);
    expect(appended).toMatchObject({ seq: 1, id: event.id, kind: EventKind.Message });
    expect(await storage().events.find(target.conversationId, event.id)).toEqual(appended);
  });

  it('refuses an outdated fence, and one that nobody has claimed', async () => {
    const target = await aClaimedConversation(storage());
    const unclaimed = aConversationRecord();
    await storage().conversations.create(unclaimed);

    const outdated = storage().events.append({ ...target, fence: target.fence - 1, events: messages(1) });
    const never = storage().events.append({ conversationId: unclaimed.id, fence: 1, events: messages(1) });

    await expect(outdated).rejects.toBeInstanceOf(LeaseLostError);
    await expect(never).rejects.toBeInstanceOf(LeaseLostError);
    expect(await storage().events.count(target)).toBe(0);
  });

  it('refuses the former owner after a takeover, also when only the record changes', async () => {
    const target = await aClaimedConversation(storage());
    const { conversationId, fence } = target;
    await storage().leases.claim({ conversationId, owner: 'other', ttlMs: 1_000, now: 1, takeOver: fence });

    const late = storage().events.append({ ...target, events: [], patch: { title: 'late' } });

    await expect(late).rejects.toMatchObject({ code: 'lease_lost', conversationId });
    expect((await storage().conversations.find(conversationId))?.title).toBeNull();
  });

  it('refuses a conversation that does not exist', async () => {
    const append = storage().events.append({ conversationId: aConversationRecord().id, fence: 1, events: messages(1) });
    await expect(append).rejects.toBeInstanceOf(ConversationNotFoundError);
  });

  it('stores all events of an append or none', async () => {
    const target = await aClaimedConversation(storage());
    const [known] = messages(1);
    await storage().events.append({ ...target, events: [known!] });

    const append = storage().events.append({ ...target, events: [...messages(2), known!], patch: { title: 'x' } });

    await expect(append).rejects.toBeInstanceOf(AlreadyExistsError);
    expect(await storage().events.count(target)).toBe(1);
    expect(await storage().conversations.find(target.conversationId)).toMatchObject({ title: null, lastSeq: 1 });
  });

  it('refuses an id that is twice in one append', async () => {
    const target = await aClaimedConversation(storage());
    const event = aMessageEvent();

    const append = storage().events.append({ ...target, events: [event, event] });

    await expect(append).rejects.toBeInstanceOf(AlreadyExistsError);
    expect(await storage().events.count(target)).toBe(0);
  });

  it('knows ids by conversation: another one may use the same', async () => {
    const [one, other] = [await aClaimedConversation(storage()), await aClaimedConversation(storage())];
    const event = aMessageEvent();
    await storage().events.append({ ...one, events: [event] });

    await expect(storage().events.append({ ...other, events: [event] })).resolves.toHaveLength(1);
  });

  it('lets a bad append fail alone among appends made at the same time', async () => {
    const target = await aClaimedConversation(storage());
    const [known] = messages(1);
    await storage().events.append({ ...target, events: [known!] });

    const outcomes = await Promise.allSettled([
      storage().events.append({ ...target, events: messages(1) }),
      storage().events.append({ ...target, events: [known!] }),
      storage().events.append({ ...target, fence: 99, events: messages(1) }),
      storage().events.append({ ...target, events: messages(2) }),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    const log = await storage().events.read(target.conversationId, 0, 10);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('keeps conversations apart when many append at once', async () => {
    const targets = await Promise.all(Array.from({ length: 20 }, () => aClaimedConversation(storage())));

    await Promise.all(
      targets.flatMap((target) => [1, 2, 3].map(() => storage().events.append({ ...target, events: messages(2) }))),
    );

    for (const { conversationId } of targets) {
      const log = await storage().events.read(conversationId, 0, 100);
      expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });
}

function recordStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('moves lastSeq and updatedAt with the events, and the patch with them', async () => {
    const target = await aClaimedConversation(storage());
    const action = anActionEvent();
    const observation = anObservationEvent(action);

    await storage().events.append({ ...target, events: [action, observation], patch: { leafEventId: observation.id } });

    expect(await storage().conversations.find(target.conversationId)).toMatchObject({
      lastSeq: 2,
      leafEventId: observation.id,
      updatedAt: `${observation.timestamp}Z`,
    });
  });

  it('does not count a state update as activity', async () => {
    const target = await aClaimedConversation(storage());
    const message = aMessageEvent();
    await storage().events.append({ ...target, events: [message, aStateUpdate()] });
    await storage().events.append({ ...target, events: [aStateUpdate()] });

    const record = await storage().conversations.find(target.conversationId);
    expect(record).toMatchObject({ lastSeq: 3, updatedAt: `${message.timestamp}Z` });
  });

  it('changes every field that a patch may change, and leaves the others alone', async () => {
    const target = await aClaimedConversation(storage());
    const before = await storage().conversations.find(target.conversationId);
    const patch = {
      title: 'Fix the build',
      executionStatus: 'running',
      live: false,
      setup: 'failed',
      runtimeStatus: 'STATUS$READY',
      failure: 'The disk is full.',
      prNumbers: [7, 8],
      metrics: {
        agent: { model_name: 'm', accumulated_cost: 0.5, max_budget_per_task: null, accumulated_token_usage: null },
      },
      agentState: { task_tracker: { tasks: ['a'] } },
      leafEventId: 'leaf',
      lastUserMessageId: 'message',
      updatedAt: '2026-04-01T00:00:00.000000Z',
    } as const;

    await storage().events.append({ ...target, events: [], patch });

    expect(await storage().conversations.find(target.conversationId)).toEqual({ ...before, ...patch });
  });

  it('ignores members of a patch that are undefined, and takes null as a value', async () => {
    const target = await aClaimedConversation(storage(), { title: 'old', failure: 'bad' });

    await storage().events.append({ ...target, events: [], patch: { title: undefined, failure: null } });

    const record = await storage().conversations.find(target.conversationId);
    expect(record).toMatchObject({ title: 'old', failure: null });
  });
}

function readingStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('replays in pages from any position, in order', async () => {
    const target = await aClaimedConversation(storage());
    const events = messages(7);
    await storage().events.append({ ...target, events });

    const page = await storage().events.read(target.conversationId, 2, 3);
    const rest = await storage().events.read(target.conversationId, 5, 100);

    expect(page.map(({ id }) => id)).toEqual(events.slice(2, 5).map(({ id }) => id));
    expect(rest.map(({ seq }) => seq)).toEqual([6, 7]);
    expect(await storage().events.read(target.conversationId, 7, 100)).toEqual([]);
  });

  it('replays less at once where the events are long, but one at least', async () => {
    const target = await aClaimedConversation(storage());
    const events = messages(4);
    const stored = await storage().events.append({ ...target, events });
    const [first, second] = stored.map(({ json }) => json.length) as [number, number];
    const read = async (maxChars: number) =>
      (await storage().events.read(target.conversationId, 0, 3, maxChars)).map(({ seq }) => seq);

    expect(await read(first + second)).toEqual([1, 2]);
    expect(await read(first + second - 1)).toEqual([1]);
    expect(await read(1)).toEqual([1]);
    expect(await read(1_000_000)).toEqual([1, 2, 3]);
  });

  it('reads the newest events in ascending order', async () => {
    const target = await aClaimedConversation(storage());
    await storage().events.append({ ...target, events: messages(5) });

    const newest = await storage().events.readLast(target.conversationId, 2);

    expect(newest.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(await storage().events.readLast(target.conversationId, 50)).toHaveLength(5);
  });

  it('finds nothing where there is nothing', async () => {
    const target = await aClaimedConversation(storage());
    const stranger = aConversationRecord().id;

    expect(await storage().events.find(target.conversationId, 'unknown')).toBeUndefined();
    expect(await storage().events.read(stranger, 0, 10)).toEqual([]);
    expect(await storage().events.readLast(stranger, 10)).toEqual([]);
    expect(await storage().events.count({ conversationId: stranger })).toBe(0);
    expect((await storage().events.search({ conversationId: stranger, limit: 10 })).items).toEqual([]);
  });
}
