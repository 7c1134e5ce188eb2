import { ConversationNotFoundError, type BashEventStore, type Storage } from '@openhands-nest/agent-ports';
import { InMemoryBashEventStore } from './in-memory-bash-event-store.js';
import { InMemoryConversationStore } from './in-memory-conversation-store.js';
import { InMemoryEventLog } from './in-memory-event-log.js';
import { InMemoryLeaseStore } from './in-memory-lease-store.js';
import { InMemorySettingsStore } from './in-memory-settings-store.js';
import { InMemoryWebhookOutbox } from './in-memory-webhook-outbox.js';
import { InMemoryState } from './in-memory-state.js';

/** The stores in this process's memory: the same promises as a database, but for surviving the process. */
export class InMemoryStorage implements Storage {
  readonly #state = new InMemoryState();
  readonly events = new InMemoryEventLog(this.#state);
  readonly conversations = new InMemoryConversationStore(this.#state);
  readonly leases = new InMemoryLeaseStore(this.#state);
  readonly settings = new InMemorySettingsStore();
  readonly webhooks = new InMemoryWebhookOutbox(this.#state);
  readonly bashEvents = new InMemoryBashEventStore();
  readonly #bashEventsOf = new WeakMap<object, BashEventStore>();

  bashEventsOf(conversationId: string): BashEventStore {
    const conversation = this.#state.conversations.get(conversationId);
    if (!conversation) return new InMemoryBashEventStore(() => missing(conversationId));
    const existing = this.#bashEventsOf.get(conversation);
    if (existing) return existing;
    const store = new InMemoryBashEventStore(() => {
      if (this.#state.conversations.get(conversationId) !== conversation) missing(conversationId);
    });
    this.#bashEventsOf.set(conversation, store);
    return store;
  }

  async close(): Promise<void> {}
}

function missing(conversationId: string): never {
  throw new ConversationNotFoundError(conversationId);
}
