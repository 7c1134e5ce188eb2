import { describe, expect, it } from '@jest/globals';
import {
  AlreadyExistsError,
  BashEventKind,
  ConversationNotFoundError,
  type BashCommandEvent,
  type BashEvent,
  type BashEventStore,
  type BashOutputEvent,
  type StoredBashEvent,
} from '@openhands-nest/agent-ports';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

const ROOMY = { limit: 100, maxBytes: 1_000_000 };
const OWNER = 'this process';

/** What every BashEventStore promises. `open` gives an empty storage. */
export function bashEventStoreSuite(name: string, open: OpenStorage): void {
  describe(`${name} as a store of bash events`, () => {
    const storage = storageUnderTest(open);
    const store = () => storage().bashEvents;

    it('keeps events as they were, in their order', async () => {
      const events = [
        aCommand('a'),
        anOutput('a', 0),
        anOutput('a', 1, { exit_code: 0, stdout: 'ä\0😀', stderr: null }),
      ];
      const stored = await appendAll(store(), events);

      expect(stored.map(({ json }) => JSON.parse(json) as unknown)).toEqual(events);
      expect(await store().read(0, ROOMY)).toEqual(stored);
      expect(await store().read(stored[1]!.seq, ROOMY)).toEqual(stored.slice(2));
      expect(await store().find('a-0')).toEqual(stored[1]);
      expect(await store().find('nobody')).toBeUndefined();
    });

    it('takes every id once', async () => {
      await appendAll(store(), [aCommand('a')]);
      await expect(store().append(aCommand('a'), OWNER)).rejects.toBeInstanceOf(AlreadyExistsError);
      expect((await store().usage()).events).toBe(1);
    });

    it.each<[string, Partial<Parameters<BashEventStore['search']>[0]>, string[]]>([
      ['everything', {}, ['a', 'a-0', 'b', 'a-1', 'b-0']],
      ['backward', { newestFirst: true }, ['b-0', 'a-1', 'b', 'a-0', 'a']],
      ['one kind', { kind: BashEventKind.Command }, ['a', 'b']],
      ['outputs of a command', { commandId: 'a' }, ['a-0', 'a-1']],
      ['outputs after a place', { kind: BashEventKind.Output, orderAfter: 0 }, ['a-1']],
      ['commands, which have no place, besides', { orderAfter: 0 }, ['a', 'b', 'a-1']],
      ['outputs of an unknown command', { commandId: 'c' }, []],
      ['from a time on', { timestampFrom: '2026-01-01T00:00:03.000000' }, ['b', 'a-1', 'b-0']],
      ['until before a time', { timestampBefore: '2026-01-01T00:00:03.000000' }, ['a', 'a-0']],
      ['from an unknown page', { pageId: 'nowhere' }, ['a', 'a-0', 'b', 'a-1', 'b-0']],
    ])('finds %s', async (_what, query, ids) => {
      await appendAll(store(), [
        aCommand('a', 1),
        anOutput('a', 0, {}, 2),
        aCommand('b', 3),
        anOutput('a', 1, {}, 4),
        anOutput('b', 0, {}, 5),
      ]);
      expect(idsOf((await store().search({ ...ROOMY, ...query })).items)).toEqual(ids);
    });

    it.each([false, true])('pages through what matches, newest first: %s', async (newestFirst) => {
      await appendAll(
        store(),
        Array.from({ length: 7 }, (_, index) => [aCommand(`c${index}`), anOutput(`c${index}`, 0)]).flat(),
      );
      const query = { ...ROOMY, limit: 3, kind: BashEventKind.Output, newestFirst };
      const found: string[] = [];
      let page = await store().search(query);
      for (found.push(...idsOf(page.items)); page.nextPageId; found.push(...idsOf(page.items)))
        page = await store().search({ ...query, pageId: page.nextPageId });

      const ids = Array.from({ length: 7 }, (_, index) => `c${index}-0`);
      expect(found).toEqual(newestFirst ? ids.reverse() : ids);
    });

    it('goes on from a page whose first event was removed', async () => {
      await appendAll(
        store(),
        ['a', 'b', 'c', 'd'].map((id) => aCommand(id)),
      );
      const { nextPageId } = await store().search({ ...ROOMY, limit: 1 });
      await store().trim({ maxBytes: Infinity, maxEvents: 2 });
      expect(idsOf((await store().search({ ...ROOMY, pageId: nextPageId! })).items)).toEqual(['c', 'd']);
    });

    it('bounds the bytes of a page, but gives one event at least', async () => {
      const large = { stdout: 'x'.repeat(1000) };
      const stored = await appendAll(store(), [
        anOutput('a', 0, large),
        anOutput('a', 1, large),
        anOutput('a', 2, large),
      ]);
      const page = await store().search({ limit: 10, maxBytes: 2500 });
      expect(idsOf(page.items)).toEqual(['a-0', 'a-1']);
      expect(idsOf((await store().search({ limit: 10, maxBytes: 2500, pageId: page.nextPageId! })).items)).toEqual([
        'a-2',
      ]);
      expect(await store().read(0, { limit: 10, maxBytes: 1 })).toEqual(stored.slice(0, 1));
    });

    it('trims to a number, to a size, and to a time', async () => {
      const fill = () =>
        appendAll(
          store(),
          [1, 2, 3, 4].map((second) => aCommand(`${Math.random()}`, second)),
        );
      await fill();
      expect(await store().trim({ maxBytes: Infinity, maxEvents: 3 })).toBe(1);
      expect(await store().trim({ maxBytes: Infinity, maxEvents: 3 })).toBe(0);
      const { bytes } = await store().usage();
      expect(await store().trim({ maxBytes: bytes - 1, maxEvents: 100 })).toBe(1);
      const notBefore = '2026-01-01T00:00:04.000000';
      expect(await store().trim({ maxBytes: bytes, maxEvents: 100, notBefore })).toBe(1);
      expect(await store().usage()).toMatchObject({ events: 1 });
    });

    it('forgets everything, but never gives a place twice', async () => {
      const [, last] = await appendAll(store(), [aCommand('a'), aCommand('b')]);
      expect(await store().clear()).toBe(2);
      expect(await store().usage()).toEqual({ lastSeq: 0, events: 0, bytes: 0 });
      expect(await store().search(ROOMY)).toEqual({ items: [] });
      expect((await store().append(aCommand('a'), OWNER)).seq).toBeGreaterThan(last!.seq);
    });

    it('says how much there is', async () => {
      const stored = await appendAll(store(), [aCommand('ä'), anOutput('ä', 0)]);
      const bytes = stored.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0);
      expect(await store().usage()).toEqual({ lastSeq: stored[1]!.seq, events: 2, bytes });
    });

    it('keeps the commands of conversations apart, and removes them with their conversation', async () => {
      const { conversationId, fence } = await aClaimedConversation(storage());
      const own = storage().bashEventsOf(conversationId);
      await appendAll(store(), [aCommand('a')]);
      await appendAll(own, [aCommand('b'), anOutput('b', 0), aCommand('c')]);

      expect(idsOf((await own.search(ROOMY)).items)).toEqual(['b', 'b-0', 'c']);
      expect(idsOf(await store().read(0, ROOMY))).toEqual(['a']);
      expect([await own.find('a'), await store().find('b')]).toEqual([undefined, undefined]);
      expect((await own.listUnfinished()).map(({ commandId }) => commandId)).toEqual(['b', 'c']);
      expect([(await own.usage()).events, (await store().usage()).events]).toEqual([3, 1]);
      expect(await own.trim({ maxBytes: Infinity, maxEvents: 2 })).toBe(1);
      expect(await own.clear()).toBe(2);
      expect((await store().usage()).events).toBe(1);

      await appendAll(own, [aCommand('d')]);
      await storage().conversations.delete(conversationId, fence);
      expect(await storage().bashEventsOf(conversationId).search(ROOMY)).toEqual({ items: [] });
      await expect(own.append(aCommand('e'), OWNER)).rejects.toBeInstanceOf(ConversationNotFoundError);
    });

    it('knows the commands whose end is missing', async () => {
      await appendAll(store(), [aCommand('done'), aCommand('silent'), aCommand('half'), anOutput('half', 0)]);
      await appendAll(store(), [anOutput('half', 1), anOutput('done', 0, { exit_code: 3 })]);
      expect(await store().listUnfinished()).toEqual([
        { commandId: 'silent', owner: OWNER, nextOrder: 0 },
        { commandId: 'half', owner: OWNER, nextOrder: 2 },
      ]);
    });
  });
}

const timeAt = (second: number) => `2026-01-01T00:00:0${second}.000000Z`;

function aCommand(id: string, second = 0): BashCommandEvent {
  return { kind: BashEventKind.Command, id, timestamp: timeAt(second), command: 'true', cwd: null, timeout: 300 };
}

function anOutput(command: string, order: number, more: Partial<BashOutputEvent> = {}, second = 0): BashOutputEvent {
  const content = { exit_code: null, stdout: 'out', stderr: null };
  const place = { id: `${command}-${order}`, timestamp: timeAt(second), command_id: command, order };
  return { kind: BashEventKind.Output, ...place, ...content, ...more };
}

async function appendAll(store: BashEventStore, events: readonly BashEvent[]): Promise<StoredBashEvent[]> {
  const stored: StoredBashEvent[] = [];
  for (const event of events) stored.push(await store.append(event, OWNER));
  return stored;
}

const idsOf = (events: readonly StoredBashEvent[]) => events.map(({ json }) => (JSON.parse(json) as BashEvent).id);
