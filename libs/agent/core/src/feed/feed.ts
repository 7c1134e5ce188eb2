import type { Frame, Progress } from '../engine.js';
import type { StoredEvent } from '@openhands-nest/agent-ports';

/** Newest events kept in memory for readers that keep up, and characters of their JSON texts; others read the log. */
const TAIL_EVENTS = 512;
const TAIL_CHARS = 1024 * 1024;

/** A listener of a feed; see `FeedReader`. */
export interface FeedListener {
  wake(): void;
  offer(frame: Frame, afterSeq: number): void;
  tell(progress: Progress): void;
  end(): void;
}

/**
 * What is new in one conversation, for all who watch it. Publishing stores nothing and waits for nobody: it keeps the newest
 * events at hand and wakes the readers.
 */
export class Feed {
  private readonly listeners = new Set<FeedListener>();
  private tail: StoredEvent[] = [];
  private tailChars = 0;
  private last = 0;

  /** Sequence number of the newest committed event known here. */
  get lastSeq(): number {
    return this.last;
  }

  get readers(): number {
    return this.listeners.size;
  }

  /** Called with what is in the log already; never moves back. */
  advanceTo(seq: number): void {
    this.last = Math.max(this.last, seq);
  }

  add(listener: FeedListener): void {
    this.listeners.add(listener);
  }

  remove(listener: FeedListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.forget();
  }

  /** Events must come in order and right after they were committed. */
  publish(events: readonly StoredEvent[]): void {
    const newest = events.at(-1);
    if (!newest) return;
    this.last = Math.max(this.last, newest.seq);
    if (this.listeners.size === 0) return;
    this.keep(events);
    for (const listener of this.listeners) listener.wake();
  }

  /** Sends something that is not stored, after all that has been published so far. */
  offer(frame: Frame): void {
    for (const listener of this.listeners) {
      listener.offer(frame, this.last);
      listener.wake();
    }
  }

  /** Says what the conversation is going through; not stored, and only for those who watch now. */
  tell(progress: Progress): void {
    for (const listener of this.listeners) listener.tell(progress);
  }

  end(): void {
    for (const listener of [...this.listeners]) listener.end();
  }

  /** The event with this number if it is still at hand. */
  at(seq: number): StoredEvent | undefined {
    const first = this.tail[0];
    return first && seq >= first.seq ? this.tail[seq - first.seq] : undefined;
  }

  private keep(events: readonly StoredEvent[]): void {
    const previous = this.tail.at(-1);
    const continues = previous === undefined || previous.seq + 1 === events[0]?.seq;
    if (!continues) this.forget();
    this.tail.push(...events);
    for (const { json } of events) this.tailChars += json.length;
    // Trimmed in large steps: one copy per 512 events rather than one per event.
    if (this.tail.length > 2 * TAIL_EVENTS || this.tailChars > 2 * TAIL_CHARS) this.trim();
  }

  private trim(): void {
    let first = this.tail.length;
    let chars = 0;
    const oldest = Math.max(0, first - TAIL_EVENTS);
    // The newest one stays, however long: whoever waits for it is about to take it.
    for (; first > oldest; first -= 1) {
      const next = chars + (this.tail[first - 1] as StoredEvent).json.length;
      if (next > TAIL_CHARS && chars > 0) break;
      chars = next;
    }
    this.tail = this.tail.slice(first);
    this.tailChars = chars;
  }

  private forget(): void {
    this.tail = [];
    this.tailChars = 0;
  }
}
