import type { BashEventStore } from './bash-event-store.js';
import type { ConversationStore } from './conversation-store.js';
import type { EventLog } from './event-log.js';
import type { LeaseStore } from './lease-store.js';
import type { SettingsStore } from './settings-store.js';
import type { WebhookOutbox } from './webhook-outbox.js';

/** The stores over one database. */
export interface Storage {
  readonly events: EventLog;
  readonly conversations: ConversationStore;
  readonly leases: LeaseStore;
  readonly settings: SettingsStore;
  /** Commands that the operator runs on the machine. */
  readonly bashEvents: BashEventStore;
  /** Commands that somebody runs in the workspace of a conversation. They go with it. */
  bashEventsOf(conversationId: string): BashEventStore;
  /** What webhooks have taken. */
  readonly webhooks: WebhookOutbox;
  /** Waits for accepted writes, then closes. */
  close(): Promise<void>;
}
