import type { ConversationEvent } from '@openhands-nest/contracts/events';

/** An event as it came over the socket. */
export interface ReceivedEvent {
  /** Its place in the log, from 1 and without gaps. Absent for what is never stored: state snapshots and pieces of text. */
  readonly seq?: number;
  readonly event: ConversationEvent;
}

/** Name of the subprotocol in which each frame carries its event's place in the log. */
export const SEQUENCE_PROTOCOL = 'openhands-nest.seq';

/** What a frame says; undefined when it is unreadable. */
export function readFrame(data: unknown): ReceivedEvent | undefined {
  try {
    const { seq, event } = JSON.parse(data as string) as { seq: unknown; event: ConversationEvent };
    if (typeof event.kind !== 'string') return undefined;
    if (seq === null) return { event };
    return Number.isSafeInteger(seq) ? { seq: seq as number, event } : undefined;
  } catch {
    return undefined;
  }
}
