import { describe, expect, it } from '@jest/globals';
import { ConversationTrigger, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  LeaseLostError,
  SetupPhase,
  type ConversationPageQuery,
  type ConversationRecord,
  type Storage,
} from '@openhands-nest/agent-ports';
import { aConversationRecord, aConversationSpec, aMessageEvent } from '../factories.js';
import { aClaimedConversation, storageUnderTest, type OpenStorage } from './storage-under-test.js';

/** What every ConversationStore promises. `open` gives an empty storage. */
export function conversationStoreSuite(name: string, open: OpenStorage): void {
  describe(`${name} as a conversation store`, () => {
    describe('records', () => recordStories(open));
    describe('forks', () => forkStories(open));
    describe('listing', () => listingStories(open));
    describe('delete', () => deleteStories(open));
  });
}

function recordStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('gives back a record as it was stored', async () => {
    const record = aConversationRecord({
      title: 'Fix the build',
      spec: aConversationSpec({
        workspace: { directory: '/srv/w', repository: { name: 'owner/repo', provider: 'github', branch: 'main' } },
        trigger: ConversationTrigger.Gui,
        replay: [{ thought: 'look', calls: [{ tool: 'terminal', arguments: { command: 'ls' } }] }],
        maxBudget: 1.5,
        confirmation: { kind: 'ConfirmRisky', threshold: 'HIGH', confirm_unknown: true },
        tags: { team: 'a' },
      }),
      live: false,
      setup: SetupPhase.Failed,
      runtimeStatus: RuntimeStatus.Error,
      failure: 'The repository does not exist.',
      prNumbers: [3],
      agentState: { task_tracker: { list: [1, null] } },
    });

    await storage().conversations.create(record);

    expect(await storage().conversations.find(record.id)).toEqual(record);
  });

  it('refuses an id that is taken and keeps the first record', async () => {
    const record = aConversationRecord({ title: 'first' });
    await storage().conversations.create(record);

    await expect(storage().conversations.create({ ...record, title: 'second' })).rejects.toBeInstanceOf(
      AlreadyExistsError,
    );
    expect((await storage().conversations.find(record.id))?.title).toBe('first');
  });

  it('finds nothing under an unknown id', async () => {
    expect(await storage().conversations.find('unknown')).toBeUndefined();
  });

  it('is not changed by what a caller does to a record afterwards', async () => {
    const tags: Record<string, string> = { team: 'a' };
    const record = aConversationRecord({ spec: aConversationSpec({ tags }) });
    await storage().conversations.create(record);

    tags.team = 'b';

    expect((await storage().conversations.find(record.id))?.spec.tags).toEqual({ team: 'a' });
  });

  it('lists as interrupted what is live and running or not set up yet', async () => {
    const running = aConversationRecord({ executionStatus: ExecutionStatus.Running });
    const pending = aConversationRecord({ setup: SetupPhase.Pending });
    const settingUp = aConversationRecord({ setup: SetupPhase.Running });
    const others = [
      aConversationRecord(),
      aConversationRecord({ executionStatus: ExecutionStatus.Running, live: false }),
      aConversationRecord({ setup: SetupPhase.Pending, live: false }),
      aConversationRecord({ setup: SetupPhase.Failed }),
    ];
    for (const record of [running, pending, settingUp, ...others]) await storage().conversations.create(record);

    expect(await storage().conversations.listInterrupted()).toEqual([running, pending, settingUp]);
  });
}

function listingStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('lists the newest first, in pages named by their first conversation', async () => {
    const records = await created(storage(), 5);

    const pages = await allPages(storage(), { limit: 2 });

    expect(pages).toEqual([[records[4], records[3]], [records[2], records[1]], [records[0]]]);
  });

  it('lists the oldest first when asked to', async () => {
    const records = await created(storage(), 3);
    expect(await allPages(storage(), { limit: 2, ascending: true })).toEqual([[records[0], records[1]], [records[2]]]);
  });

  it('has stable pages among conversations of the same moment', async () => {
    const { createdAt } = aConversationRecord();
    const records = await created(storage(), 7, { createdAt });

    const pages = await allPages(storage(), { limit: 3 });

    const ids = pages.flat().map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(records.map(({ id }) => id)));
    expect(ids).toHaveLength(7);
  });

  it('starts at the first page when the page id is unknown', async () => {
    const records = await created(storage(), 2);
    const page = await storage().conversations.list({ limit: 1, pageId: 'unknown' });
    expect(page.items).toEqual([records[1]]);
  });

  it('sorts by the last update; one without events counts as updated when it was created', async () => {
    const busy = await aClaimedConversation(storage());
    const [quiet] = await created(storage(), 1);
    await storage().events.append({ ...busy, events: [aMessageEvent()] });
    const [newest] = await created(storage(), 1);

    const pages = await allPages(storage(), { limit: 2, sort: 'updated_at' });

    expect(pages.flat().map(({ id }) => id)).toEqual([newest!.id, busy.conversationId, quiet!.id]);
  });

  it('shows no conversation of a sub-agent, which is found by its id all the same', async () => {
    const { conversations } = storage();
    const shown = aConversationRecord();
    const spec = aConversationSpec({ parentId: shown.id, subAgent: { name: 'helper', taskId: 'task_1', depth: 1 } });
    const hidden = aConversationRecord({ spec, executionStatus: ExecutionStatus.Running });
    for (const record of [shown, hidden]) await conversations.create(record);

    expect((await conversations.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([shown.id]);
    expect([await conversations.count(), await conversations.count(ExecutionStatus.Running)]).toEqual([1, 0]);
    expect((await conversations.find(hidden.id))?.spec.subAgent?.name).toBe('helper');
    expect((await conversations.listInterrupted()).map(({ id }) => id)).toEqual([hidden.id]);
  });

  it('filters and counts by execution status', async () => {
    await created(storage(), 3);
    const paused = await created(storage(), 3, { executionStatus: ExecutionStatus.Paused });
    const { conversations } = storage();

    const pages = await allPages(storage(), { limit: 2, executionStatus: ExecutionStatus.Paused });

    expect(pages).toEqual([[paused[2], paused[1]], [paused[0]]]);
    expect(await conversations.count()).toBe(6);
    expect(await conversations.count(ExecutionStatus.Paused)).toBe(3);
    expect(await conversations.count(ExecutionStatus.Stuck)).toBe(0);
  });
}

function deleteStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('knows which were started from which, oldest first', async () => {
    const { conversations } = storage();
    const parent = aConversationRecord();
    await conversations.create(parent);
    const { spec } = parent;
    const children = ['2026-01-02T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'].map((createdAt) =>
      aConversationRecord({ createdAt, spec: { ...spec, parentId: parent.id } }),
    );
    for (const child of children) await conversations.create(child);
    const [late, early] = children.map(({ id }) => id);

    const found = await conversations.childrenOf([parent.id, early ?? '']);

    expect([...found]).toEqual([
      [parent.id, [early, late]],
      [early, []],
    ]);
    expect([...(await conversations.childrenOf([]))]).toEqual([]);
  });

  it('removes the conversation with its events and its lease', async () => {
    const { conversationId, fence } = await aClaimedConversation(storage());
    await storage().events.append({ conversationId, fence, events: [aMessageEvent()] });

    expect(await storage().conversations.delete(conversationId, fence)).toBe(true);

    expect(await storage().conversations.find(conversationId)).toBeUndefined();
    expect(await storage().events.read(conversationId, 0, 10)).toEqual([]);
    expect(await storage().leases.renew('test', 1_000, 0)).toEqual([]);
    await storage().conversations.create(aConversationRecord({ id: conversationId }));
    expect(await storage().events.count({ conversationId })).toBe(0);
  });

  it('says so when there was nothing to delete', async () => {
    expect(await storage().conversations.delete('unknown', 1)).toBe(false);
  });

  it('refuses whoever has lost the lease', async () => {
    const { conversationId, fence } = await aClaimedConversation(storage());

    await expect(storage().conversations.delete(conversationId, fence + 1)).rejects.toBeInstanceOf(LeaseLostError);
    expect(await storage().conversations.find(conversationId)).toBeDefined();
  });
}

function forkStories(open: OpenStorage): void {
  const storage = storageUnderTest(open);

  it('take the chosen events of another conversation over, numbered anew, and go on from there', async () => {
    const { conversationId, fence } = await aClaimedConversation(storage());
    const events = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...aMessageEvent(), id }));
    await storage().events.append({ conversationId, fence, events });
    const record = aConversationRecord({ lastSeq: 3, leafEventId: 'e' });

    const ranges = [
      [1, 2],
      [5, 5],
    ] as const;
    await storage().conversations.createWith(record, { conversationId, ranges });

    const copied = await storage().events.read(record.id, 0, 10);
    expect(copied.map(({ seq, id }) => [seq, id])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'e'],
    ]);
    expect(copied[2]?.json).toBe((await storage().events.find(conversationId, 'e'))?.json);
    const { lease } = await storage().leases.claim({ conversationId: record.id, owner: 'test', ttlMs: 60_000, now: 0 });
    const appended = await storage().events.append({
      conversationId: record.id,
      fence: lease.fence,
      events: [aMessageEvent()],
    });
    expect(appended.map(({ seq }) => seq)).toEqual([4]);
    expect(await storage().events.count({ conversationId })).toBe(5);
  });

  it('are refused under an id that is taken, and change nothing then', async () => {
    const { conversationId, fence } = await aClaimedConversation(storage());
    await storage().events.append({ conversationId, fence, events: [aMessageEvent()] });
    const [taken] = await created(storage(), 1, { title: 'first' });

    const fork = aConversationRecord({ id: taken!.id, lastSeq: 1 });
    await expect(storage().conversations.createWith(fork, { conversationId, ranges: [[1, 1]] })).rejects.toBeInstanceOf(
      AlreadyExistsError,
    );

    expect((await storage().conversations.find(taken!.id))?.title).toBe('first');
    expect(await storage().events.count({ conversationId: taken!.id })).toBe(0);
  });
}

async function created(
  { conversations }: Storage,
  count: number,
  overrides: Partial<ConversationRecord> = {},
): Promise<ConversationRecord[]> {
  const records = Array.from({ length: count }, () => aConversationRecord(overrides));
  for (const record of records) await conversations.create(record);
  return records;
}

async function allPages({ conversations }: Storage, query: ConversationPageQuery): Promise<ConversationRecord[][]> {
  const pages: ConversationRecord[][] = [];
  let pageId: string | undefined;
  do {
    const page = await conversations.list({ ...query, pageId });
    pages.push([...page.items]);
    pageId = page.nextPageId;
  } while (pageId !== undefined);
  return pages;
}
