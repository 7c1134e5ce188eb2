import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { eventJson, type Clock, type ConversationRecord, type Ids } from '@openhands-nest/agent-ports';
import type { Frame } from '../engine.js';
import type { ReplyPiece } from '../feed/reply-piece.js';
import type { EventDraft } from '../journal/draft.js';
import { eventTimestamp } from '../time.js';
import { wireState } from './wire-state.js';

interface Stamps {
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The whole state as a frame that is sent but never stored. */
export function snapshotFrame(record: ConversationRecord, model: string | undefined, stamps: Stamps): Frame {
  const value = wireState(record, model);
  return transientFrame(
    { kind: EventKind.StateUpdate, source: EventSource.Environment, key: 'full_state', value },
    stamps,
  );
}

/** An event that is sent but never stored. */
export function transientFrame(draft: EventDraft, { clock, ids }: Stamps, piece?: ReplyPiece): Frame {
  const event = { ...draft, id: ids.uuid(), timestamp: eventTimestamp(clock.now()) } as ConversationEvent;
  return { seq: undefined, kind: event.kind, json: eventJson(event), ...(piece && { piece }) };
}
