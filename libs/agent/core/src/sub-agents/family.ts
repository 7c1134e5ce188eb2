import type { Content } from '@openhands-nest/contracts/events';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { ConversationSecrets } from '../conversation/conversation-secrets.js';

/** The conversation of a sub-agent, as its parent uses it. */
export interface ChildConversation {
  readonly record: ConversationRecord;
  /** Tells of every change of its record. Returns how to stop listening. */
  watch(listener: (record: ConversationRecord) => void): () => void;
  send(content: readonly Content[], run: boolean): Promise<void>;
  run(): Promise<void>;
  /** Resolves when no run is active. */
  idle(): Promise<void>;
  pause(): Promise<void>;
  interrupt(): Promise<void>;
}

/** Opens and puts away the conversations of sub-agents. */
export interface Family {
  create(record: ConversationRecord, secrets: ConversationSecrets): Promise<void>;
  open(conversationId: string): Promise<ChildConversation>;
  /** Ends its processes; its log stays. */
  putAway(conversationId: string): Promise<void>;
}
