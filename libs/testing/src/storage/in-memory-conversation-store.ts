import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  SetupPhase,
  type ConversationPage,
  type ConversationPageQuery,
  type ConversationRecord,
  type ConversationStore,
  type CopiedEvents,
} from '@openhands-nest/agent-ports';
import { frozenCopy } from './frozen-copy.js';
import type { InMemoryState } from './in-memory-state.js';

export class InMemoryConversationStore implements ConversationStore {
  constructor(private readonly state: InMemoryState) {}

  async create(record: ConversationRecord): Promise<void> {
    const { conversations } = this.state;
    if (conversations.has(record.id)) throw new AlreadyExistsError(`Conversation ${record.id} already exists.`);
    conversations.set(record.id, { record: frozenCopy(record), events: [], eventIds: new Set(), lease: undefined });
  }

  async createWith(record: ConversationRecord, { conversationId, ranges }: CopiedEvents): Promise<void> {
    await this.create(record);
    const source = this.state.get(conversationId).events;
    const { events, eventIds } = this.state.get(record.id);
    for (const [from, to] of ranges) {
      for (const { stored, ...index } of source.slice(from - 1, to)) {
        events.push({ ...index, stored: { ...stored, seq: events.length + 1 } });
        eventIds.add(stored.id);
      }
    }
  }

  async find(conversationId: string): Promise<ConversationRecord | undefined> {
    return this.state.conversations.get(conversationId)?.record;
  }

  async list(query: ConversationPageQuery): Promise<ConversationPage> {
    const { limit, pageId, executionStatus, ascending } = query;
    const place = (record: ConversationRecord) => placeOf(record, query.sort);
    const isAtOrAfter = (record: ConversationRecord, first: ConversationRecord) =>
      ascending ? place(record) >= place(first) : place(record) <= place(first);

    const first = pageId === undefined ? undefined : await this.find(pageId);
    const sorted = this.#shown()
      .filter((record) => executionStatus === undefined || record.executionStatus === executionStatus)
      .filter((record) => !first || isAtOrAfter(record, first))
      .sort((one, other) => (place(one) < place(other) ? -1 : 1));
    const ordered = ascending ? sorted : sorted.reverse();
    return { items: ordered.slice(0, limit), nextPageId: ordered[limit]?.id };
  }

  async count(executionStatus?: ExecutionStatus): Promise<number> {
    return this.#shown().filter((record) => executionStatus === undefined || record.executionStatus === executionStatus)
      .length;
  }

  async childrenOf(parentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const sorted = this.#shown().sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    const childrenOf = (id: string): string[] =>
      sorted.filter(({ spec }) => spec.parentId === id).map(({ id: child }) => child);
    return new Map(parentIds.map((id) => [id, childrenOf(id)]));
  }

  async listInterrupted(): Promise<readonly ConversationRecord[]> {
    const unfinished: readonly SetupPhase[] = [SetupPhase.Pending, SetupPhase.Running];
    return this.#records()
      .filter(({ live }) => live)
      .filter(({ executionStatus, setup }) => executionStatus === ExecutionStatus.Running || unfinished.includes(setup))
      .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  }

  async delete(conversationId: string, fence: number): Promise<boolean> {
    if (!this.state.conversations.has(conversationId)) return false;
    this.state.getForWriting(conversationId, fence);
    return this.state.conversations.delete(conversationId);
  }

  /** Conversations of sub-agents are in no listing. */
  #shown(): ConversationRecord[] {
    return this.#records().filter(({ spec }) => spec.subAgent === undefined);
  }

  #records(): ConversationRecord[] {
    return [...this.state.conversations.values()].map(({ record }) => record);
  }
}

/** Sorts by time, then by id. A conversation without events counts as updated when it was created. */
function placeOf(record: ConversationRecord, sort: ConversationPageQuery['sort'] = 'created_at'): string {
  const moment = sort === 'updated_at' ? (record.updatedAt ?? record.createdAt) : record.createdAt;
  return `${moment} ${record.id}`;
}
