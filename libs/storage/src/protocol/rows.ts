import type { EventKind, EventSource, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { BashEventKind, SetupPhase } from '@openhands-nest/agent-ports';

/** An event on its way into the database; it gets its sequence number there. */
export interface NewEventRow {
  readonly id: string;
  readonly kind: EventKind;
  readonly source: EventSource;
  readonly timestamp: string;
  readonly json: string;
  /** Lower-case text that a search for a message's body looks through; null for events that are no messages. */
  readonly text: string | null;
}

/** What of a conversation may change. Objects are JSON text, booleans 0 or 1: both databases know these. */
export interface ConversationColumns {
  readonly id: string;
  readonly title: string | null;
  readonly created_at: string;
  readonly updated_at: string | null;
  /** `updated_at`, or `created_at` before the first event: the order of a listing by update. */
  readonly active_at: string;
  readonly execution_status: ExecutionStatus;
  readonly live: number;
  readonly setup: SetupPhase;
  readonly runtime_status: RuntimeStatus | null;
  readonly failure: string | null;
  readonly pr_numbers: string;
  readonly metrics: string;
  readonly agent_state: string;
  readonly last_seq: number;
  readonly leaf_event_id: string | null;
  readonly last_user_message_id: string | null;
  /** 1 for the conversation of a sub-agent, which no listing shows. Never changes. */
  readonly hidden: number;
}

/** A bash event on its way into the database. */
export interface NewBashEventRow {
  /** A conversation's id; empty for the operator's own commands. */
  readonly scope: string;
  readonly id: string;
  readonly kind: BashEventKind;
  /** Of a command its own id. */
  readonly command_id: string;
  /** Null for a command. */
  readonly output_order: number | null;
  /** The process that runs the command. */
  readonly owner: string;
  readonly timestamp: string;
  /** Of the JSON text. */
  readonly bytes: number;
  readonly json: string;
}
