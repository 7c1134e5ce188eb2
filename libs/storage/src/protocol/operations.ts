import type {
  BashEventBounds,
  BashEventPage,
  BashEventQuery,
  BashEventUsage,
  BashPageSize,
  ClaimRequest,
  CopiedEvents,
  EventPage,
  EventPageQuery,
  EventQuery,
  Lease,
  PendingConversation,
  StoredBashEvent,
  StoredEvent,
  OutboxClaim,
  OutboxLease,
  StoredWebhookMessage,
  UnfinishedCommand,
  WebhookMessage,
} from '@openhands-nest/agent-ports';
import type { ConversationPageQuery } from '@openhands-nest/agent-ports';
import type { ConversationColumns, NewBashEventRow, NewEventRow } from './rows.js';

export interface AppendCommand {
  readonly conversationId: string;
  readonly fence: number;
  readonly events: readonly NewEventRow[];
  /** Columns of the conversation's row that get a new value; `last_seq` follows from the events. */
  readonly changes: Partial<ConversationColumns>;
}

/** A conversation as it is stored: its row, and its spec as JSON text. */
export interface ConversationRow extends ConversationColumns {
  readonly spec: string;
}

/** A conversation that was started from another one. */
export interface ChildRow {
  readonly id: string;
  readonly parent: string;
}

export interface ConversationRowPage {
  readonly items: readonly ConversationRow[];
  readonly nextPageId?: string;
}

/** Whose commands: of a conversation, or, when empty, the operator's own. */
export interface BashScope {
  readonly scope: string;
}

export interface WebhookPlace {
  readonly webhook: string;
  readonly conversationId: string;
}

/** What changes the database. Writes that wait at the same time are committed together. */
export interface WriteOperations {
  /** Answers the sequence number of the newest event. */
  append: { input: AppendCommand; output: number };
  createConversation: { input: ConversationRow; output: void };
  forkConversation: { input: { readonly row: ConversationRow; readonly events: CopiedEvents }; output: void };
  deleteConversation: { input: { readonly conversationId: string; readonly fence: number }; output: boolean };
  claimLease: { input: ClaimRequest; output: { readonly claimed: boolean; readonly lease: Lease } };
  renewLeases: { input: { readonly owner: string; readonly expiresAt: number }; output: readonly string[] };
  releaseLease: { input: { readonly conversationId: string; readonly fence: number }; output: void };
  deleteDocuments: { input: { readonly prefix: string }; output: void };
  writeDocument: { input: { readonly name: string; readonly json: string }; output: void };
  writeSecret: { input: { readonly name: string; readonly token: string }; output: void };
  deleteSecret: { input: { readonly name: string }; output: boolean };
  /** Answers the event's place. `ends`: it is the last output of its command. */
  appendBashEvent: { input: { readonly row: NewBashEventRow; readonly ends: boolean }; output: number };
  clearBashEvents: { input: BashScope; output: number };
  claimOutbox: {
    input: OutboxClaim;
    output: { readonly claimed: boolean; readonly lease: OutboxLease };
  };
  releaseOutbox: { input: { readonly owner: string }; output: void };
  openWebhooks: { input: { readonly webhooks: readonly string[] }; output: void };
  advanceWebhook: { input: WebhookPlace & { readonly position: number }; output: void };
  addWebhookMessages: { input: { readonly messages: readonly WebhookMessage[] }; output: void };
  removeWebhookMessage: { input: { readonly id: number }; output: void };
  trimBashEvents: { input: BashScope & BashEventBounds; output: number };
}

export interface ReadOperations {
  readEvents: {
    input: {
      readonly conversationId: string;
      readonly after: number;
      readonly limit: number;
      /** Of all JSON texts together; may be infinite. */
      readonly maxChars: number;
    };
    output: readonly StoredEvent[];
  };
  readLastEvents: {
    input: { readonly conversationId: string; readonly limit: number };
    output: readonly StoredEvent[];
  };
  findEvent: { input: { readonly conversationId: string; readonly eventId: string }; output: StoredEvent | undefined };
  searchEvents: { input: EventPageQuery; output: EventPage };
  countEvents: { input: EventQuery; output: number };
  findConversation: { input: { readonly conversationId: string }; output: ConversationRow | undefined };
  listConversations: { input: ConversationPageQuery; output: ConversationRowPage };
  countConversations: { input: { readonly executionStatus?: string }; output: number };
  listChildren: { input: { readonly parents: readonly string[] }; output: readonly ChildRow[] };
  listInterruptedConversations: { input: undefined; output: readonly ConversationRow[] };
  readDocument: { input: { readonly name: string }; output: string | undefined };
  readSecret: { input: { readonly name: string }; output: string | undefined };
  listSecretNames: { input: undefined; output: readonly string[] };
  readBashEvents: { input: BashScope & { readonly after: number } & BashPageSize; output: readonly StoredBashEvent[] };
  findBashEvent: { input: BashScope & { readonly id: string }; output: StoredBashEvent | undefined };
  searchBashEvents: { input: BashScope & BashEventQuery; output: BashEventPage };
  listPendingOfWebhook: { input: { readonly webhook: string }; output: readonly PendingConversation[] };
  webhookPosition: { input: WebhookPlace; output: number };
  listWebhookMessages: {
    input: { readonly webhook: string; readonly limit: number };
    output: readonly StoredWebhookMessage[];
  };
  bashEventUsage: { input: BashScope; output: BashEventUsage };
  listUnfinishedCommands: { input: BashScope; output: readonly UnfinishedCommand[] };
}

export type Operations = WriteOperations & ReadOperations;
export type OperationName = keyof Operations;
export type InputOf<N extends OperationName> = Operations[N]['input'];
export type OutputOf<N extends OperationName> = Operations[N]['output'];

/** Performs each operation of a map, in the thread that has the database. */
export type Handlers<Map extends Partial<Operations>> = {
  readonly [N in keyof Map & OperationName]: (input: InputOf<N>) => OutputOf<N>;
};
