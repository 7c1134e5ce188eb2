import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, type EventSource } from '@openhands-nest/contracts/vocabulary';
import type { ConversationPatch } from './conversation-store.js';

/** An event at its place in the log. */
export interface StoredEvent {
  /** Position in the conversation's log: 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly id: string;
  readonly kind: EventKind;
  /** The event as JSON text, see {@link eventJson}: exactly what is sent on a socket. Parse it with {@link eventOf}. */
  readonly json: string;
}

export interface AppendRequest {
  readonly conversationId: string;
  /** Number of the lease under which the writer works. */
  readonly fence: number;
  /** May be empty when only the record changes. */
  readonly events: readonly ConversationEvent[];
  /** Changes of the conversation's record, committed together with the events: both or neither. */
  readonly patch?: ConversationPatch;
}

export interface EventQuery {
  readonly conversationId: string;
  readonly kind?: EventKind;
  readonly source?: EventSource;
  /** Case-insensitive substring of a message's text; events that are no messages never match. */
  readonly body?: string;
  /** Event timestamps as stored, compared as text. */
  readonly timestampFrom?: string;
  readonly timestampBefore?: string;
}

export interface EventPageQuery extends EventQuery {
  /** Most events to return. */
  readonly limit: number;
  readonly newestFirst?: boolean;
  /** Id of the first event of the page. Unknown ids start at the beginning, as in the reference. */
  readonly pageId?: string;
}

export interface EventPage {
  readonly items: readonly StoredEvent[];
  /** Id of the next matching event; undefined at the end. */
  readonly nextPageId?: string;
}

/** Append-only logs, one per conversation. */
export interface EventLog {
  /**
   * Durably appends all events, or none. Resolves after they are on disk.
   * @throws LeaseLostError when `fence` is not the current lease number.
   * @throws AlreadyExistsError when an event id is already in the log.
   * @throws ConversationNotFoundError for an unknown conversation.
   */
  append(request: AppendRequest): Promise<readonly StoredEvent[]>;
  /**
   * Events with a sequence number greater than `after`, ascending, at most `limit`. There are fewer when their JSON texts together
   * would have more than `maxChars` characters, but never none for that reason.
   */
  read(conversationId: string, after: number, limit: number, maxChars?: number): Promise<readonly StoredEvent[]>;
  /** The newest events, ascending; at most `limit`. */
  readLast(conversationId: string, limit: number): Promise<readonly StoredEvent[]>;
  find(conversationId: string, eventId: string): Promise<StoredEvent | undefined>;
  search(query: EventPageQuery): Promise<EventPage>;
  count(query: EventQuery): Promise<number>;
}

export function eventOf(stored: StoredEvent): ConversationEvent {
  return JSON.parse(stored.json) as ConversationEvent;
}

/**
 * The JSON text of an event in the form in which it is stored and sent: without null members. A changed part of the state is sent
 * whole: clients tell a null in it from an absence.
 */
export function eventJson(event: ConversationEvent): string {
  if (event.kind !== EventKind.StateUpdate || event.key === 'full_state') return withoutNulls(event);
  const { value, ...rest } = event;
  return `${withoutNulls(rest).slice(0, -1)},"value":${JSON.stringify(value)}}`;
}

function withoutNulls(object: object): string {
  return JSON.stringify(object, (_key, value: unknown) => (value === null ? undefined : value));
}
