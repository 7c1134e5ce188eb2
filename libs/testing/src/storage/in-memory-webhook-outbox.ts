import type {
  OutboxClaim,
  OutboxLease,
  PendingConversation,
  StoredWebhookMessage,
  WebhookMessage,
  WebhookOutbox,
} from '@openhands-nest/agent-ports';
import type { InMemoryState } from './in-memory-state.js';

export class InMemoryWebhookOutbox implements WebhookOutbox {
  /** Positions by conversation, for each webhook. */
  readonly #webhooks = new Map<string, Map<string, number>>();
  #messages: readonly StoredWebhookMessage[] = [];
  #lastId = 0;
  #lease: OutboxLease = { owner: '', expiresAt: 0, wantedAt: 0 };

  constructor(private readonly state: InMemoryState) {}

  async open(webhooks: readonly string[]): Promise<void> {
    for (const name of [...this.#webhooks.keys()]) if (!webhooks.includes(name)) this.#webhooks.delete(name);
    this.#messages = this.#messages.filter(({ webhook }) => webhooks.includes(webhook));
    for (const name of webhooks) {
      if (this.#webhooks.has(name)) continue;
      const standing = [...this.state.conversations.values()].map(({ record }): [string, number] => [
        record.id,
        record.lastSeq,
      ]);
      this.#webhooks.set(name, new Map(standing));
    }
  }

  async claim({
    owner,
    ttlMs,
    now,
    takeOver,
  }: OutboxClaim): Promise<{ readonly claimed: boolean; readonly lease: OutboxLease }> {
    const before = this.#lease;
    const claimed = before.expiresAt <= now || [owner, takeOver].includes(before.owner);
    const wantedAt = before.owner === owner ? before.wantedAt : 0;
    this.#lease = claimed ? { owner, expiresAt: now + ttlMs, wantedAt } : { ...before, wantedAt: now };
    return { claimed, lease: this.#lease };
  }

  async release(owner: string): Promise<void> {
    if (this.#lease.owner === owner) this.#lease = { ...this.#lease, owner: '', expiresAt: 0 };
  }

  async listPending(webhook: string): Promise<readonly PendingConversation[]> {
    const shown = [...this.state.conversations.values()].filter(({ record }) => !record.spec.subAgent);
    const all = shown.map(async ({ record }) => ({
      conversationId: record.id,
      position: await this.position(webhook, record.id),
      lastSeq: record.lastSeq,
    }));
    return (await Promise.all(all)).filter(({ position, lastSeq }) => lastSeq > position);
  }

  async position(webhook: string, conversationId: string): Promise<number> {
    return this.#webhooks.get(webhook)?.get(conversationId) ?? 0;
  }

  async advance(webhook: string, conversationId: string, position: number): Promise<void> {
    if (!this.state.conversations.has(conversationId)) return;
    const before = await this.position(webhook, conversationId);
    this.#webhooks.get(webhook)?.set(conversationId, Math.max(before, position));
  }

  async add(messages: readonly WebhookMessage[]): Promise<void> {
    this.#messages = [...this.#messages, ...messages.map((message) => ({ ...message, id: (this.#lastId += 1) }))];
  }

  async listMessages(webhook: string, limit: number): Promise<readonly StoredWebhookMessage[]> {
    return this.#messages.filter((message) => message.webhook === webhook).slice(0, limit);
  }

  async remove(messageId: number): Promise<void> {
    this.#messages = this.#messages.filter(({ id }) => id !== messageId);
  }
}
