import { ConversationStatus, Limits } from '@openhands-nest/contracts/vocabulary';
import {
  AlreadyExistsError,
  ConversationNotFoundError,
  ConversationOwnedElsewhereError,
  EventNotFoundError,
  LlmNotConfiguredError,
  ServerClosingError,
  SetupPhase,
  TooManySubscribersError,
  type ConversationPage,
  type ConversationPageQuery,
  type ConversationRecord,
  type EventPage,
  type EventPageQuery,
  type EventQuery,
  type StoredEvent,
} from '@openhands-nest/agent-ports';
import { Conversation } from './conversation/conversation.js';
import { LeaseKeeper } from './conversation/lease-keeper.js';
import { newRecord } from './conversation/new-record.js';
import { snapshotFrame } from './conversation/snapshot.js';
import { StopReason } from './conversation/stop-reason.js';
import type {
  ConversationView,
  CreateConversation,
  Engine,
  EngineOptions,
  EventReader,
  ReadFrom,
  SendMessage,
} from './engine.js';
import { FeedReader } from './feed/feed-reader.js';
import { Feeds } from './feed/feeds.js';
import { Journal } from './journal/journal.js';

const IDLE_TTL_MS = 20 * 60_000;
const SWEEP_MS = 30_000;

/** Keeps the conversations that this process owns, and opens them when a command needs one. Reads never do. */
export class ConversationEngine implements Engine {
  private readonly owned = new Map<string, Promise<Conversation>>();
  /** Those of `owned` that are open, for reads that must not wait. */
  private readonly open = new Map<string, Conversation>();
  /** Those that are being put away: they must be gone before they are opened anew. */
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly feeds = new Feeds();
  private readonly leases: LeaseKeeper;
  private readonly sweeper: NodeJS.Timeout;
  private closing = false;

  constructor(private readonly options: EngineOptions) {
    const { storage, process, clock, logger, limits } = options;
    this.leases = new LeaseKeeper({
      leases: storage.leases,
      process,
      clock,
      logger,
      ttlMs: limits?.leaseTtlMs ?? Limits.LEASE_TTL_MS,
      renewMs: limits?.leaseRenewMs ?? Limits.LEASE_RENEW_MS,
      onLost: (conversationId) => void this.drop(conversationId),
    });
    this.sweeper = setInterval(() => void this.evictIdle(), Math.min(SWEEP_MS, limits?.idleTtlMs ?? SWEEP_MS));
    this.sweeper.unref();
  }

  async create(request: CreateConversation): Promise<{ view: ConversationView; created: boolean }> {
    const id = request.conversationId ?? this.options.ids.uuid();
    if (request.conversationId !== undefined && (await this.find(id)))
      return { view: await this.start(id), created: false };
    const runs = request.initialMessage !== undefined || request.replay !== undefined;
    if (runs && !request.replay) await this.requireModel();
    try {
      await this.options.storage.conversations.create(newRecord(id, request, this.options));
    } catch (error) {
      if (error instanceof AlreadyExistsError) return { view: await this.start(id), created: false };
      throw error;
    }
    const conversation = await this.use(id);
    if (request.initialMessage) await conversation.send(request.initialMessage, true);
    else if (request.replay) await conversation.run();
    else await conversation.start();
    return { view: this.viewOf(conversation.record), created: true };
  }

  async find(conversationId: string): Promise<ConversationView | undefined> {
    const record =
      this.open.get(conversationId)?.record ?? (await this.options.storage.conversations.find(conversationId));
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

  async start(conversationId: string): Promise<ConversationView> {
    const conversation = await this.use(conversationId);
    await conversation.start();
    return this.viewOf(conversation.record);
  }

  async stop(conversationId: string): Promise<ConversationView> {
    const before = await this.get(conversationId);
    if (before.status === ConversationStatus.Stopped && !this.open.has(conversationId)) return before;
    const conversation = await this.use(conversationId);
    await conversation.stop();
    return this.viewOf(conversation.record);
  }

  async send(conversationId: string, { content, run }: SendMessage): Promise<void> {
    await (await this.use(conversationId)).send(content, run);
  }

  async run(conversationId: string): Promise<void> {
    await (await this.use(conversationId)).run();
  }

  async pause(conversationId: string): Promise<void> {
    await (await this.use(conversationId)).pause();
  }

  async interrupt(conversationId: string): Promise<void> {
    await (await this.use(conversationId)).interrupt();
  }

  async delete(conversationId: string): Promise<boolean> {
    if (!(await this.find(conversationId))) return false;
    const conversation = await this.use(conversationId);
    await conversation.close(StopReason.Interrupt);
    const fence = await this.leases.claim(conversationId);
    const deleted = await this.options.storage.conversations.delete(conversationId, fence);
    this.leases.forget(conversationId);
    this.forget(conversationId);
    this.feeds.end(conversationId);
    await this.options.workspaces.discard(conversationId);
    return deleted;
  }

  async searchEvents(query: EventPageQuery): Promise<EventPage> {
    await this.get(query.conversationId);
    return this.options.storage.events.search(query);
  }

  async countEvents(query: EventQuery): Promise<number> {
    await this.get(query.conversationId);
    return this.options.storage.events.count(query);
  }

  async getEvent(conversationId: string, eventId: string): Promise<StoredEvent> {
    await this.get(conversationId);
    const event = await this.options.storage.events.find(conversationId, eventId);
    if (!event) throw new EventNotFoundError(conversationId, eventId);
    return event;
  }

  async openReader(conversationId: string, from: ReadFrom): Promise<EventReader> {
    const { record } = await this.get(conversationId);
    const after = await this.positionOf(record, from);
    // From here on without waiting, so that no event can slip in between.
    if (this.feeds.readers(conversationId) >= Limits.SUBSCRIBERS) {
      throw new TooManySubscribersError(
        `Conversation ${conversationId} is watched by ${Limits.SUBSCRIBERS} readers already.`,
      );
    }
    const feed = this.feeds.of(conversationId);
    const current = this.open.get(conversationId);
    feed.advanceTo((current?.record ?? record).lastSeq);
    const reader = new FeedReader(conversationId, feed, this.options.storage.events, Math.min(after, feed.lastSeq));
    reader.offer(current?.snapshot() ?? snapshotFrame(record, undefined, this.options), reader.position);
    return reader;
  }

  async recover(): Promise<void> {
    const { workspaces, storage, logger, resumeRuns } = this.options;
    const orphans = await workspaces.reapOrphans();
    if (orphans > 0) logger.warn('Ended processes that an earlier server had left behind.', { processes: orphans });
    const interrupted = await storage.conversations.listInterrupted();
    await Promise.all(interrupted.map((record) => this.recoverOne(record, resumeRuns ?? true)));
  }

  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sweeper);
    const conversations = await Promise.allSettled(this.owned.values());
    await Promise.all(
      conversations.map((result) => (result.status === 'fulfilled' ? this.closeOne(result.value) : undefined)),
    );
    this.owned.clear();
    this.open.clear();
    this.leases.close();
  }

  private async recoverOne({ id }: ConversationRecord, resume: boolean): Promise<void> {
    try {
      await (await this.use(id)).recover(resume);
    } catch (error) {
      const level = error instanceof ConversationOwnedElsewhereError ? 'info' : 'error';
      this.options.logger[level]('A conversation could not be picked up again.', {
        conversationId: id,
        error: String(error),
      });
    }
  }

  private async closeOne(conversation: Conversation): Promise<void> {
    const { id } = conversation.record;
    try {
      await conversation.close(StopReason.Shutdown);
      await this.leases.release(id);
    } catch (error) {
      this.options.logger.error('A conversation could not be closed in order.', {
        conversationId: id,
        error: String(error),
      });
    }
  }

  /** The conversation, owned by this process. @throws ConversationNotFoundError, ConversationOwnedElsewhereError */
  private use(conversationId: string): Promise<Conversation> {
    if (this.closing) return Promise.reject(new ServerClosingError());
    const existing = this.owned.get(conversationId);
    if (existing) return existing;
    const opening = this.hydrateAfter(this.leaving.get(conversationId), conversationId).catch((error: unknown) => {
      this.forget(conversationId);
      throw error;
    });
    this.owned.set(conversationId, opening);
    return opening;
  }

  private async hydrateAfter(left: Promise<void> | undefined, conversationId: string): Promise<Conversation> {
    await left;
    return this.hydrate(conversationId);
  }

  private async hydrate(conversationId: string): Promise<Conversation> {
    const { storage, clock, ids } = this.options;
    const fence = await this.leases.claim(conversationId);
    // Read after the claim: nobody else can change it any more.
    const record = await storage.conversations.find(conversationId);
    if (!record) throw new ConversationNotFoundError(conversationId);
    const journal = new Journal(
      record,
      fence,
      { log: storage.events, clock, ids },
      () => void this.drop(conversationId),
    );
    const feed = this.feeds.of(conversationId);
    feed.advanceTo(record.lastSeq);
    const conversation = new Conversation(journal, feed, this.options);
    this.open.set(conversationId, conversation);
    return conversation;
  }

  /** Lets go of a conversation that another process has taken. */
  private async drop(conversationId: string): Promise<void> {
    const conversation = this.open.get(conversationId);
    this.leases.forget(conversationId);
    this.forget(conversationId);
    if (!conversation) return;
    this.options.logger.warn('Another process has taken over a conversation.', { conversationId });
    await conversation.close(StopReason.LeaseLost).catch(() => undefined);
  }

  private async evictIdle(): Promise<void> {
    const before = this.options.clock.now() - (this.options.limits?.idleTtlMs ?? IDLE_TTL_MS);
    for (const [id, conversation] of this.open) {
      if (conversation.running || conversation.lastUsedAt > before || this.feeds.readers(id) > 0) continue;
      if (conversation.record.setup === SetupPhase.Running) continue;
      await this.putAway(id, conversation);
    }
  }

  private async putAway(id: string, conversation: Conversation): Promise<void> {
    this.forget(id);
    const left = this.closeOne(conversation);
    this.leaving.set(id, left);
    await left;
    this.leaving.delete(id);
  }

  private forget(conversationId: string): void {
    this.owned.delete(conversationId);
    this.open.delete(conversationId);
    this.feeds.release(conversationId);
  }

  private async requireModel(): Promise<void> {
    if (!(await this.options.llmSettings())) throw new LlmNotConfiguredError();
  }

  private async positionOf(record: ConversationRecord, from: ReadFrom): Promise<number> {
    switch (from.kind) {
      case 'all':
        return 0;
      case 'now':
        return this.open.get(record.id)?.record.lastSeq ?? record.lastSeq;
      case 'after':
        return from.seq;
      case 'since':
        return this.positionSince(record, from.timestamp);
    }
  }

  private async positionSince(record: ConversationRecord, timestampFrom: string): Promise<number> {
    const page = await this.options.storage.events.search({ conversationId: record.id, timestampFrom, limit: 1 });
    const first = page.items[0];
    return first ? first.seq - 1 : record.lastSeq;
  }

  private viewOf(record: ConversationRecord): ConversationView {
    return { record, status: statusOf(record), readers: this.feeds.readers(record.id) };
  }
}

function statusOf({ live, setup }: ConversationRecord): ConversationStatus {
  if (!live) return ConversationStatus.Stopped;
  return setup === SetupPhase.Done ? ConversationStatus.Running : ConversationStatus.Starting;
}
