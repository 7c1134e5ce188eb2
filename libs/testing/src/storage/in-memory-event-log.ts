import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  eventJson,
  type AppendRequest,
  type ConversationPatch,
  type ConversationRecord,
  type EventLog,
  type EventPage,
  type EventPageQuery,
  type EventQuery,
  type StoredEvent,
} from '@openhands-nest/agent-ports';
import { frozenCopy } from './frozen-copy.js';
import type { ConversationState, IndexedEvent, InMemoryState } from './in-memory-state.js';

export class InMemoryEventLog implements EventLog {
  constructor(private readonly state: InMemoryState) {}

  async append({ conversationId, fence, events, patch }: AppendRequest): Promise<readonly StoredEvent[]> {
    const conversation = this.state.getForWriting(conversationId, fence);
    refuseDuplicates(conversation, events);

    const appended = events.map((event, index) => indexed(event, conversation.events.length + index + 1));
    conversation.events.push(...appended);
    for (const { id } of events) conversation.eventIds.add(id);
    conversation.record = changed(conversation, events, patch);
    return appended.map(({ stored }) => stored);
  }

  async read(
    conversationId: string,
    after: number,
    limit: number,
    maxChars = Infinity,
  ): Promise<readonly StoredEvent[]> {
    const page = this.#log(conversationId).slice(after, after + limit);
    let chars = 0;
    const beyond = page.findIndex(({ stored }, index) => (chars += stored.json.length) > maxChars && index > 0);
    return page.slice(0, beyond < 0 ? limit : beyond).map(({ stored }) => stored);
  }

  async readLast(conversationId: string, limit: number): Promise<readonly StoredEvent[]> {
    const log = this.#log(conversationId);
    return log.slice(Math.max(0, log.length - limit)).map(({ stored }) => stored);
  }

  async find(conversationId: string, eventId: string): Promise<StoredEvent | undefined> {
    return this.#log(conversationId).find(({ stored }) => stored.id === eventId)?.stored;
  }

  async search(query: EventPageQuery): Promise<EventPage> {
    const log = this.#log(query.conversationId);
    const inOrder = query.newestFirst ? log.toReversed() : log;
    const start = inOrder.findIndex(({ stored }) => stored.id === query.pageId);
    const found = inOrder.slice(Math.max(0, start)).filter((event) => matches(event, query));
    return {
      items: found.slice(0, query.limit).map(({ stored }) => stored),
      nextPageId: found[query.limit]?.stored.id,
    };
  }

  async count(query: EventQuery): Promise<number> {
    return this.#log(query.conversationId).filter((event) => matches(event, query)).length;
  }

  #log(conversationId: string): readonly IndexedEvent[] {
    return this.state.conversations.get(conversationId)?.events ?? [];
  }
}

function refuseDuplicates({ record, eventIds }: ConversationState, events: readonly ConversationEvent[]): void {
  const ids = new Set<string>();
  for (const { id } of events) {
    if (ids.has(id) || eventIds.has(id))
      throw new AlreadyExistsError(`Conversation ${record.id} already has an event ${id}.`);
    ids.add(id);
  }
}

function indexed(event: ConversationEvent, seq: number): IndexedEvent {
  const { id, kind, source, timestamp } = event;
  return { stored: Object.freeze({ seq, id, kind, json: eventJson(event) }), source, timestamp, text: textOf(event) };
}

function textOf(event: ConversationEvent): string | undefined {
  if (event.kind !== EventKind.Message) return undefined;
  const { llm_message: message, extended_content: added } = event;
  const content = [...message.content, ...added].map((part) => (part.type === 'text' ? part.text : ''));
  const thinking = message.thinking_blocks.map((block) => (block.type === 'thinking' ? block.thinking : ''));
  return [...content, message.reasoning_content ?? '', ...thinking].join('\n').toLowerCase();
}

function matches({ stored, source, timestamp, text }: IndexedEvent, query: EventQuery): boolean {
  return (
    (query.kind === undefined || stored.kind === query.kind) &&
    (query.source === undefined || source === query.source) &&
    (query.timestampFrom === undefined || timestamp >= query.timestampFrom) &&
    (query.timestampBefore === undefined || timestamp < query.timestampBefore) &&
    (query.body === undefined || (text?.includes(query.body.toLowerCase()) ?? false))
  );
}

function changed(
  { record, events: log }: ConversationState,
  events: readonly ConversationEvent[],
  patch: ConversationPatch = {},
): ConversationRecord {
  const activity = events.findLast(({ kind }) => kind !== EventKind.StateUpdate);
  const known = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return Object.freeze({
    ...record,
    ...(activity && { updatedAt: activity.timestamp.endsWith('Z') ? activity.timestamp : `${activity.timestamp}Z` }),
    ...frozenCopy(known),
    lastSeq: log.length,
  });
}
