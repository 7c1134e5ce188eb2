import { ExecutionStatus, Limits } from '@openhands-nest/contracts/vocabulary';
import {
  ConversationNotFoundError,
  ServerClosingError,
  SetupPhase,
  type ConversationRecord,
} from '@openhands-nest/agent-ports';
import { Conversation } from './conversation/conversation.js';
import { writeSecrets, type ConversationSecrets } from './conversation/conversation-secrets.js';
import { LeaseKeeper } from './conversation/lease-keeper.js';
import { StopReason } from './conversation/stop-reason.js';
import type { EngineOptions } from './engine.js';
import type { Feeds } from './feed/feeds.js';
import type { Family } from './sub-agents/family.js';
import { Journal } from './journal/journal.js';

const IDLE_TTL_MS = 20 * 60_000;
const SWEEP_MS = 30_000;

/** The conversations whose leases this process holds. Opens one when a command needs it, and puts it away when it is idle. */
export class OwnedConversations implements Family {
  private readonly owned = new Map<string, Promise<Conversation>>();
  /** Those of `owned` that are open, for reads that must not wait. */
  private readonly opened = new Map<string, Conversation>();
  /** Those that are being put away: they must be gone before they are opened anew. */
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly leases: LeaseKeeper;
  private readonly sweeper: NodeJS.Timeout;
  private closing = false;

  constructor(
    private readonly options: EngineOptions,
    private readonly feeds: Feeds,
  ) {
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
    this.sweeper = setInterval(() => void this.evictIdle(), Math.min(SWEEP_MS, this.idleTtlMs));
    this.sweeper.unref();
  }

  /** The conversation if it is open here now. */
  peek(conversationId: string): Conversation | undefined {
    return this.opened.get(conversationId);
  }

  /** The conversation, owned by this process. @throws ConversationNotFoundError, ConversationOwnedElsewhereError */
  use(conversationId: string): Promise<Conversation> {
    if (this.closing) return Promise.reject(new ServerClosingError());
    const existing = this.owned.get(conversationId);
    if (existing) return existing;
    const opening = this.hydrate(conversationId).catch((error: unknown) => {
      this.forget(conversationId);
      throw error;
    });
    this.owned.set(conversationId, opening);
    return opening;
  }

  /** Stores a new conversation. @throws AlreadyExistsError */
  async create(record: ConversationRecord, secrets: ConversationSecrets): Promise<void> {
    const { storage } = this.options;
    await writeSecrets(storage.settings, record.id, secrets);
    await storage.conversations.create(record);
  }

  open(conversationId: string): Promise<Conversation> {
    return this.use(conversationId);
  }

  /** Ends its processes and lets go of it; the log stays. */
  async putAway(conversationId: string): Promise<void> {
    const conversation = this.opened.get(conversationId);
    if (conversation && !this.closing) await this.release(conversationId, conversation);
  }

  /** Ends the conversation here for good, and removes it with `remove`, which is given the fencing number. */
  async remove(conversationId: string, remove: (fence: number) => Promise<boolean>): Promise<boolean> {
    const conversation = await this.use(conversationId);
    await conversation.close(StopReason.Interrupt);
    const removed = await remove(await this.leases.claim(conversationId));
    this.leases.forget(conversationId);
    this.forget(conversationId);
    return removed;
  }

  /** Pauses every run and puts every conversation away; the next command opens it again. */
  async standDown(): Promise<void> {
    await Promise.all(
      [...this.opened].map(async ([id, conversation]) => {
        if (conversation.running) await conversation.interrupt();
        await this.release(id, conversation);
      }),
    );
  }

  /** Ends all runs so that they can go on at the next start, and gives the leases back. */
  async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sweeper);
    const opened = await Promise.allSettled([...this.owned.values()]);
    const conversations = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await Promise.all(conversations.map((conversation) => this.closeOne(conversation)));
    await Promise.all([...this.leaving.values()]);
    this.owned.clear();
    this.opened.clear();
    this.leases.close();
  }

  private get idleTtlMs(): number {
    return this.options.limits?.idleTtlMs ?? IDLE_TTL_MS;
  }

  private async hydrate(conversationId: string): Promise<Conversation> {
    await this.leaving.get(conversationId);
    const { storage, clock, ids } = this.options;
    const fence = await this.leases.claim(conversationId);
    // Read after the claim: nobody else can change it any more.
    const record = await storage.conversations.find(conversationId);
    if (!record) throw new ConversationNotFoundError(conversationId);
    const onLeaseLost = (): void => void this.drop(conversationId);
    const journal = new Journal(record, fence, { log: storage.events, clock, ids }, onLeaseLost);
    const feed = this.feeds.of(conversationId);
    feed.advanceTo(record.lastSeq);
    const conversation = new Conversation(journal, feed, this.options, this);
    this.opened.set(conversationId, conversation);
    // A run that is to go on takes its goal along.
    if (record.executionStatus !== ExecutionStatus.Running) await conversation.goal.settle();
    return conversation;
  }

  /** Lets go of a conversation that another process has taken. */
  private async drop(conversationId: string): Promise<void> {
    const conversation = this.opened.get(conversationId);
    this.leases.forget(conversationId);
    this.forget(conversationId);
    if (!conversation) return;
    this.options.logger.warn('Another process has taken over a conversation.', { conversationId });
    await conversation.close(StopReason.LeaseLost).catch(() => undefined);
  }

  private async evictIdle(): Promise<void> {
    const before = this.options.clock.now() - this.idleTtlMs;
    for (const [id, conversation] of this.opened) {
      if (this.isIdle(id, conversation, before)) await this.release(id, conversation);
    }
  }

  private isIdle(id: string, { running, lastUsedAt, record }: Conversation, before: number): boolean {
    return !running && lastUsedAt <= before && this.feeds.readers(id) === 0 && record.setup !== SetupPhase.Running;
  }

  private async release(id: string, conversation: Conversation): Promise<void> {
    this.forget(id);
    const left = this.closeOne(conversation);
    this.leaving.set(id, left);
    await left;
    this.leaving.delete(id);
  }

  /** Never rejects. */
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

  private forget(conversationId: string): void {
    this.owned.delete(conversationId);
    this.opened.delete(conversationId);
    this.feeds.release(conversationId);
  }
}
