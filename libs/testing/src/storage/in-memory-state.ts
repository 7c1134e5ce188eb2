import {
  ConversationNotFoundError,
  LeaseLostError,
  type ConversationRecord,
  type Lease,
  type StoredEvent,
} from '@openhands-nest/agent-ports';

/** An event with what searches look at. */
export interface IndexedEvent {
  readonly stored: StoredEvent;
  readonly source: string;
  readonly timestamp: string;
  /** Lower case; undefined for events that are no messages. */
  readonly text: string | undefined;
}

export interface ConversationState {
  record: ConversationRecord;
  readonly events: IndexedEvent[];
  readonly eventIds: Set<string>;
  /** Undefined while nobody has ever claimed it; an owner of undefined means that it was released. */
  lease: (Omit<Lease, 'owner'> & { readonly owner: string | undefined }) | undefined;
}

/** What the in-memory stores share. */
export class InMemoryState {
  readonly conversations = new Map<string, ConversationState>();

  get(conversationId: string): ConversationState {
    const conversation = this.conversations.get(conversationId);
    if (!conversation) throw new ConversationNotFoundError(conversationId);
    return conversation;
  }

  getForWriting(conversationId: string, fence: number): ConversationState {
    const conversation = this.get(conversationId);
    if (conversation.lease?.fence !== fence) throw new LeaseLostError(conversationId);
    return conversation;
  }
}
