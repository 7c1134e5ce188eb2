import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { ConversationPatch, ConversationRecord } from '@openhands-nest/agent-ports';

type DraftOf<E> = E extends ConversationEvent
  ? Omit<E, 'id' | 'timestamp' | 'parent_id'> & { readonly id?: string }
  : never;

/** An event that has no place in the log yet: the journal gives it its time, its parent and, if need be, its id. */
export type EventDraft = DraftOf<ConversationEvent>;

/** What a command decided: events and changes of the record that are committed together. */
export interface Change {
  readonly events?: readonly EventDraft[];
  readonly patch?: ConversationPatch;
}

export function stateUpdate(key: string, value: unknown): EventDraft {
  return { kind: EventKind.StateUpdate, source: EventSource.Environment, key, value };
}

/** The change to another execution status, with the event that tells of it; nothing when it is the status already. */
export function toStatus(record: ConversationRecord, status: ExecutionStatus): Required<Change> {
  if (record.executionStatus === status) return { events: [], patch: {} };
  return { events: [stateUpdate('execution_status', status)], patch: { executionStatus: status } };
}

export function combine(...changes: readonly Change[]): Required<Change> {
  return {
    events: changes.flatMap((change) => change.events ?? []),
    patch: Object.assign({}, ...changes.map((change) => change.patch ?? {})) as ConversationPatch,
  };
}
