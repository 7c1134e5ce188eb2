import type {
  BashEventStore,
  ConversationStore,
  EventLog,
  LeaseStore,
  Storage,
  WebhookOutbox,
} from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';
import type { SecretCipher } from './secret-cipher.js';
import { SqliteBashEventStore } from './sqlite-bash-event-store.js';
import { SqliteConversationStore } from './sqlite-conversation-store.js';
import { SqliteEventLog } from './sqlite-event-log.js';
import { SqliteLeaseStore } from './sqlite-lease-store.js';
import { SqliteSettingsStore } from './sqlite-settings-store.js';
import { SqliteWebhookOutbox } from './sqlite-webhook-outbox.js';

/** The stores over one channel to one SQLite database. */
export class SqliteStorage implements Storage {
  readonly events: EventLog;
  readonly conversations: ConversationStore;
  readonly leases: LeaseStore;
  readonly settings: SqliteSettingsStore;
  readonly bashEvents: BashEventStore;
  readonly webhooks: WebhookOutbox;

  constructor(
    private readonly channel: Channel,
    cipher: SecretCipher,
  ) {
    this.events = new SqliteEventLog(channel);
    this.conversations = new SqliteConversationStore(channel);
    this.leases = new SqliteLeaseStore(channel);
    this.settings = new SqliteSettingsStore(channel, cipher);
    this.bashEvents = new SqliteBashEventStore(channel);
    this.webhooks = new SqliteWebhookOutbox(channel);
  }

  bashEventsOf(conversationId: string): BashEventStore {
    return new SqliteBashEventStore(this.channel, conversationId);
  }

  close(): Promise<void> {
    return this.channel.close();
  }
}
