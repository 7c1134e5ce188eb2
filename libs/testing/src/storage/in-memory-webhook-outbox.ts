import type {
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

  async listPending(webhook: string): Promise<readonly PendingConversation[]> {
    const all = [...this.state.conversations.values()].map(async ({ record }) => ({
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
