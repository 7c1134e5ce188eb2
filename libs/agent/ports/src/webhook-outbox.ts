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

/** The right to deliver, which one process has at a time. */
export interface OutboxLease {
  /** Names the process: see `ProcessIdentity`. */
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** When somebody else last asked for it, in milliseconds since the epoch; 0: never. */
  readonly wantedAt: number;
}

export interface OutboxClaim {
  readonly owner: string;
  readonly ttlMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** An owner that is known to be dead: its lease is taken over although it has not expired. */
  readonly takeOver?: string;
}

/**
 * What webhooks have taken of the logs: a position for each conversation rather than copies of events, and messages of their own.
 * Webhooks are named by their addresses. They are told nothing of hidden conversations.
 */
export interface WebhookOutbox {
  /** Webhooks that are new begin with what comes from now on; what is kept for those that are not named is forgotten. */
  open(webhooks: readonly string[]): Promise<void>;
  /** Claims the right to deliver for all webhooks, or prolongs it. Otherwise answers the lease that stands in the way. */
  claim(request: OutboxClaim): Promise<{ readonly claimed: boolean; readonly lease: OutboxLease }>;
  /** Gives the right back; that of somebody else stays as it is. */
  release(owner: string): Promise<void>;
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
