import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { eventOf, type ConversationRecord, type EventLog, type StoredEvent } from '@openhands-nest/agent-ports';
import type { Ranges } from './branch.js';

/** Events read from the log at once, and characters of their JSON texts. */
const PAGE = 500;
const PAGE_CHARS = 4 * 1024 * 1024;

interface Place {
  readonly seq: number;
  readonly parent: string | undefined;
  /** State updates hang on the tree, but nothing hangs on them. */
  readonly isState: boolean;
}

/** The events of a conversation as the tree that their parents make of them. */
export class EventTree {
  private constructor(private readonly places: ReadonlyMap<string, Place>) {}

  /** Reads the whole log as the record knows it. */
  static async read(log: EventLog, record: ConversationRecord): Promise<EventTree> {
    const places = new Map<string, Place>();
    let after = 0;
    while (after < record.lastSeq) {
      const page = await log.read(record.id, after, PAGE, PAGE_CHARS);
      if (page.length === 0) break;
      for (const stored of page) places.set(stored.id, placeOf(stored));
      after = page.at(-1)?.seq ?? record.lastSeq;
    }
    return new EventTree(places);
  }

  has(eventId: string): boolean {
    return this.places.has(eventId);
  }

  /** Sequence numbers from the root to this event. Null: the empty path. */
  pathTo(eventId: string | null): ReadonlySet<number> {
    const path = new Set<number>();
    let place = eventId === null ? undefined : this.places.get(eventId);
    // Parents come before their children, so this ends.
    while (place && !path.has(place.seq)) {
      path.add(place.seq);
      place = place.parent === undefined ? undefined : this.places.get(place.parent);
    }
    return path;
  }

  /** All events but those on the path. Neighbours are taken together; state updates between them do not matter. */
  besides(path: ReadonlySet<number>): Ranges {
    const ranges: [number, number][] = [];
    let open = false;
    for (const { seq, isState } of this.places.values()) {
      if (path.has(seq)) open = false;
      else if (!isState) {
        const last = ranges.at(-1);
        if (open && last) last[1] = seq;
        else ranges.push([seq, seq]);
        open = true;
      }
    }
    return ranges;
  }
}

/** Numbers as ranges, ascending. */
export function rangesOf(numbers: ReadonlySet<number>): Ranges {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

function placeOf(stored: StoredEvent): Place {
  const { parent_id: parent } = eventOf(stored);
  return { seq: stored.seq, parent: parent ?? undefined, isState: stored.kind === EventKind.StateUpdate };
}
