import { ConversationStatus, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  ConversationNotFoundError,
  EventNotFoundError,
  SetupPhase,
  type ConversationPage,
  type ConversationPageQuery,
  type ConversationRecord,
  type EventPage,
  type EventPageQuery,
  type EventQuery,
  type StoredEvent,
} from '@openhands-nest/agent-ports';
import type { ConversationView, EngineOptions, EventReader, ReadFrom } from './engine.js';
import { openReader } from './feed/open-reader.js';
import { Feeds } from './feed/feeds.js';
import { OwnedConversations } from './owned-conversations.js';

/** What can be asked about conversations. No query opens one. */
export class ConversationQueries {
  protected readonly feeds = new Feeds();
  protected readonly conversations: OwnedConversations;

  constructor(protected readonly options: EngineOptions) {
    this.conversations = new OwnedConversations(options, this.feeds);
  }

  async find(conversationId: string): Promise<ConversationView | undefined> {
    const record =
      this.conversations.peek(conversationId)?.record ??
      (await this.options.storage.conversations.find(conversationId));
    return record && this.viewOf(record);
  }

  async get(conversationId: string): Promise<ConversationView> {
    const view = await this.find(conversationId);
    if (!view) throw new ConversationNotFoundError(conversationId);
    return view;
  }

  list(query: ConversationPageQuery): Promise<ConversationPage> {
    return this.options.storage.conversations.list(query);
  }

  count(executionStatus?: ExecutionStatus): Promise<number> {
    return this.options.storage.conversations.count(executionStatus);
  }

  childrenOf(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.options.storage.conversations.childrenOf(conversationIds);
  }

  async readEvents(
    conversationId: string,
    after: number,
    limit: number,
    maxChars?: number,
  ): Promise<readonly StoredEvent[]> {
    await this.get(conversationId);
    return this.options.storage.events.read(conversationId, after, limit, maxChars);
  }

  async searchEvents(query: EventPageQuery): Promise<EventPage> {
    await this.get(query.conversationId);
    return this.options.storage.events.search(query);
  }

  async countEvents(query: EventQuery): Promise<number> {
    await this.get(query.conversationId);
    return this.options.storage.events.count(query);
  }

  async findEvents(conversationId: string, eventIds: readonly string[]): Promise<readonly (StoredEvent | undefined)[]> {
    await this.get(conversationId);
    return Promise.all(eventIds.map((id) => this.options.storage.events.find(conversationId, id)));
  }

  async getEvent(conversationId: string, eventId: string): Promise<StoredEvent> {
    await this.get(conversationId);
    const event = await this.options.storage.events.find(conversationId, eventId);
    if (!event) throw new EventNotFoundError(conversationId, eventId);
    return event;
  }

  async openReader(conversationId: string, from: ReadFrom): Promise<EventReader> {
    const { record } = await this.get(conversationId);
    return openReader({
      record,
      from,
      feeds: this.feeds,
      options: this.options,
      live: () => this.conversations.peek(conversationId),
    });
  }

  protected viewOf(record: ConversationRecord): ConversationView {
    return { record, status: statusOf(record), readers: this.feeds.readers(record.id) };
  }
}

function statusOf({ live, setup }: ConversationRecord): ConversationStatus {
  if (!live) return ConversationStatus.Stopped;
  return setup === SetupPhase.Done ? ConversationStatus.Running : ConversationStatus.Starting;
}
