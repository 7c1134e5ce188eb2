import type { Frame, Progress } from '../engine.js';
import type { StoredEvent } from '@openhands-nest/agent-ports';

/** Newest events kept in memory for readers that keep up; others read the log. */
const TAIL_EVENTS = 512;

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
    if (this.listeners.size === 0) this.tail = [];
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
    this.tail = continues ? this.tail : [];
    this.tail.push(...events);
    // Trimmed in large steps: one copy per 512 events rather than one per event.
    if (this.tail.length > 2 * TAIL_EVENTS) this.tail = this.tail.slice(-TAIL_EVENTS);
  }
}
