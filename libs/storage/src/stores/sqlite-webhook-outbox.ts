import type {
  OutboxClaim,
  OutboxLease,
  PendingConversation,
  StoredWebhookMessage,
  WebhookMessage,
  WebhookOutbox,
} from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';

export class SqliteWebhookOutbox implements WebhookOutbox {
  constructor(private readonly channel: Channel) {}

  open(webhooks: readonly string[]): Promise<void> {
    return this.channel.call('openWebhooks', { webhooks });
  }

  claim(request: OutboxClaim): Promise<{ readonly claimed: boolean; readonly lease: OutboxLease }> {
    return this.channel.call('claimOutbox', request);
  }

  release(owner: string): Promise<void> {
    return this.channel.call('releaseOutbox', { owner });
  }

  listPending(webhook: string): Promise<readonly PendingConversation[]> {
    return this.channel.call('listPendingOfWebhook', { webhook });
  }

  position(webhook: string, conversationId: string): Promise<number> {
    return this.channel.call('webhookPosition', { webhook, conversationId });
  }

  advance(webhook: string, conversationId: string, position: number): Promise<void> {
    return this.channel.call('advanceWebhook', { webhook, conversationId, position });
  }

  add(messages: readonly WebhookMessage[]): Promise<void> {
    return this.channel.call('addWebhookMessages', { messages });
  }

  listMessages(webhook: string, limit: number): Promise<readonly StoredWebhookMessage[]> {
    return this.channel.call('listWebhookMessages', { webhook, limit });
  }

  remove(messageId: number): Promise<void> {
    return this.channel.call('removeWebhookMessage', { id: messageId });
  }
}
