import type { ConversationStore } from './conversation-store.js';
import type { EventLog } from './event-log.js';
import type { LeaseStore } from './lease-store.js';
import type { SettingsStore } from './settings-store.js';

/** The four stores over one database. */
export interface Storage {
  readonly events: EventLog;
  readonly conversations: ConversationStore;
  readonly leases: LeaseStore;
  readonly settings: SettingsStore;
  /** Waits for accepted writes, then closes. */
  close(): Promise<void>;
}
