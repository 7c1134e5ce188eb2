import type { Generated } from 'kysely';
import type { ConversationColumns, NewBashEventRow, NewEventRow } from '../protocol/rows.js';

export interface EventColumns extends NewEventRow {
  readonly conversation_id: string;
  readonly seq: number;
}

export interface SpecColumns {
  readonly conversation_id: string;
  /** JSON text, written once. Apart from the conversation's row, so that updating that row never copies it. */
  readonly spec: string;
}

export interface LeaseColumns {
  readonly conversation_id: string;
  /** Number of the current lease; after a release, the number that the next owner gets. */
  readonly fence: number;
  /** Null after a release. */
  readonly owner: string | null;
  /** Milliseconds since the epoch. */
  readonly expires_at: number;
}

export interface DocumentColumns {
  readonly name: string;
  readonly json: string;
}

export interface SecretColumns {
  readonly name: string;
  readonly token: string;
}

export interface BashEventColumns extends NewBashEventRow {
  /** Given by the database. */
  readonly seq: Generated<number>;
  /** 1 for a command whose last output is missing. */
  readonly open: number;
}

export interface WebhookColumns {
  readonly name: string;
}

export interface WebhookPositionColumns {
  readonly webhook: string;
  readonly conversation_id: string;
  /** Sequence number of the last event that was taken. */
  readonly position: number;
}

export interface WebhookMessageColumns {
  readonly id: Generated<number>;
  readonly webhook: string;
  readonly conversation_id: string;
  readonly path: string;
  readonly body: string;
}

/** A single row. */
export interface OutboxLeaseColumns {
  readonly id: number;
  /** Null after a release. */
  readonly owner: string | null;
  /** Milliseconds since the epoch. */
  readonly expires_at: number;
  /** The same; when somebody else last asked for it. */
  readonly wanted_at: number;
}

/** Tables by name, as Kysely wants them. */
export interface Database {
  conversations: ConversationColumns;
  conversation_specs: SpecColumns;
  events: EventColumns;
  leases: LeaseColumns;
  documents: DocumentColumns;
  secrets: SecretColumns;
  bash_events: BashEventColumns;
  webhooks: WebhookColumns;
  webhook_positions: WebhookPositionColumns;
  webhook_messages: WebhookMessageColumns;
  outbox_leases: OutboxLeaseColumns;
}
