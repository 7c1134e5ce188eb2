/** A message that is kept until its receiver has taken it. */
export interface WebhookMessage {
  readonly webhook: string;
  readonly conversationId: string;
  /** Below the webhook's address. */
  readonly path: string;
  /** JSON text. */
  readonly body: string;
}

export interface StoredWebhookMessage extends WebhookMessage {
  /** Grows with every message. */
  readonly id: number;
}

/** A conversation with events that a webhook has not taken. */
export interface PendingConversation {
  readonly conversationId: string;
  /** Sequence number of the last event that was taken. */
  readonly position: number;
  /** Of the newest event. */
  readonly lastSeq: number;
}

/**
 * What webhooks have taken of the logs: a position for each conversation rather than copies of events, and messages of their own.
 * Webhooks are named by their addresses.
 */
export interface WebhookOutbox {
  /** Webhooks that are new begin with what comes from now on; what is kept for those that are not named is forgotten. */
  open(webhooks: readonly string[]): Promise<void>;
  listPending(webhook: string): Promise<readonly PendingConversation[]>;
  /** Of a webhook and a conversation; 0 before the first event. */
  position(webhook: string, conversationId: string): Promise<number>;
  /** Resolves when it is on disk. Never moves back; nothing happens when the conversation is gone. */
  advance(webhook: string, conversationId: string, position: number): Promise<void>;
  /** Resolves when all of them are on disk. */
  add(messages: readonly WebhookMessage[]): Promise<void>;
  /** The oldest messages of a webhook. */
  listMessages(webhook: string, limit: number): Promise<readonly StoredWebhookMessage[]>;
  remove(messageId: number): Promise<void>;
}
