import type { StoredBashEvent } from '@openhands-nest/agent-ports';

/** Bounds of what is held, in characters and events. */
const MAX_CHARS = 4 * 1024 * 1024;
const MAX_EVENTS = 500;

/** The newest events, so that those who keep up need not read them back one by one. */
export class RecentEvents {
  readonly #events: StoredBashEvent[] = [];
  #chars = 0;
  #lastSeq = 0;
  #floor = 0;

  /** Of the newest event that ever was. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** All events after this one are here. */
  get floor(): number {
    return this.#floor;
  }

  startAfter(seq: number): void {
    this.#lastSeq = seq;
    this.#floor = seq;
  }

  add(event: StoredBashEvent): void {
    this.#events.push(event);
    this.#chars += event.json.length;
    this.#lastSeq = event.seq;
    while (this.#chars > MAX_CHARS || this.#events.length > MAX_EVENTS) this.#dropOldest();
  }

  /** Events after `seq`, at most `limit`. Meaningful from the floor on. */
  after(seq: number, limit: number): readonly StoredBashEvent[] {
    const first = this.#events.findIndex((event) => event.seq > seq);
    return first < 0 ? [] : this.#events.slice(first, first + limit);
  }

  /** Holds nothing any more: readers find in the store what is still there. */
  forget(): void {
    this.#events.length = 0;
    this.#chars = 0;
    this.#floor = this.#lastSeq;
  }

  #dropOldest(): void {
    const oldest = this.#events.shift();
    if (!oldest) return;
    this.#chars -= oldest.json.length;
    this.#floor = oldest.seq;
  }
}
