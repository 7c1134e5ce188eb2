import {
  TooManySubscribersError,
  type BashEvent,
  type BashEventStore,
  type Clock,
  type Logger,
  type StoredBashEvent,
} from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { BashReader } from './bash-reader.js';
import { RecentEvents } from './recent-events.js';

/** What is kept, when nothing else is said. */
const KEPT = { maxBytes: 256 * 1024 * 1024, maxEvents: 100_000 };
/** Part of the bounds down to which is trimmed, so that not every further event has to push out one. */
const ROOM = 0.9;
/** Seconds between two looks for what is too old, at least. */
const MIN_PERIOD = 60;

export interface BashLogOptions {
  readonly store: BashEventStore;
  readonly clock: Clock;
  /** The process that runs the commands. */
  readonly owner: string;
  readonly logger: Logger;
  readonly maxBytes?: number;
  readonly maxEvents?: number;
  /** Seconds after which events go. Default: they stay while there is room. */
  readonly retentionSeconds?: number;
}

/** The server's bash events: stored, bounded, and told to whoever follows them. */
export class BashLog {
  readonly recent = new RecentEvents();
  readonly #readers = new Set<BashReader>();
  readonly #bounds: { readonly maxBytes: number; readonly maxEvents: number };
  #opened: Promise<void> | undefined;
  #trimming: Promise<void> | undefined;
  #usage = { events: 0, bytes: 0 };
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: BashLogOptions) {
    const { maxBytes = KEPT.maxBytes, maxEvents = KEPT.maxEvents } = options;
    this.#bounds = { maxBytes, maxEvents };
  }

  get store(): BashEventStore {
    return this.options.store;
  }

  /** How many follow it. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Resolves when the event is on disk. */
  async append(event: BashEvent): Promise<StoredBashEvent> {
    await this.#open();
    const stored = await this.store.append(event, this.options.owner);
    this.#count(stored);
    this.recent.add(stored);
    // Nobody would take it from here, and a flood of output would only make it wait for its removal.
    if (this.#readers.size === 0) this.recent.forget();
    for (const reader of this.#readers) reader.wake();
    if (this.#isFull()) await this.trim();
    return stored;
  }

  /** @param from all: what is stored, then what comes; now: what comes. @throws TooManySubscribersError */
  async openReader(from: 'all' | 'now'): Promise<BashReader> {
    await this.#open();
    if (this.#readers.size >= Limits.SUBSCRIBERS)
      throw new TooManySubscribersError(`${Limits.SUBSCRIBERS} readers follow the commands already. Try again later.`);
    const reader = new BashReader(this, from === 'all' ? 0 : this.recent.lastSeq, () => this.#forgetReader(reader));
    this.#readers.add(reader);
    return reader;
  }

  async clear(): Promise<number> {
    await this.#open();
    const cleared = await this.store.clear();
    this.#usage = { events: 0, bytes: 0 };
    this.recent.forget();
    return cleared;
  }

  #forgetReader(reader: BashReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.recent.forget();
  }

  /** Removes what is too old, and the oldest of what is too much. */
  trim(): Promise<void> {
    return (this.#trimming ??= this.#trim().finally(() => (this.#trimming = undefined)));
  }

  /** Looks for what is too old from now on, where there is such a thing. */
  watchAge(): void {
    const { retentionSeconds } = this.options;
    if (retentionSeconds === undefined) return;
    const trim = (): void => void this.trim().catch((error: unknown) => this.#report(error));
    trim();
    this.#timer = setInterval(trim, Math.max(MIN_PERIOD, retentionSeconds / 2) * 1000).unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #trim(): Promise<void> {
    const { retentionSeconds, clock } = this.options;
    const room = this.#isFull() ? ROOM : 1;
    const { maxBytes, maxEvents } = this.#bounds;
    const oldest = retentionSeconds && new Date(clock.now() - retentionSeconds * 1000).toISOString();
    await this.store.trim({
      maxBytes: Math.floor(maxBytes * room),
      maxEvents: Math.floor(maxEvents * room),
      ...(oldest && { notBefore: oldest }),
    });
    this.#usage = await this.store.usage();
  }

  #open(): Promise<void> {
    return (this.#opened ??= this.store.usage().then((usage) => {
      this.#usage = usage;
      this.recent.startAfter(usage.lastSeq);
    }));
  }

  #count({ json }: StoredBashEvent): void {
    const { events, bytes } = this.#usage;
    this.#usage = { events: events + 1, bytes: bytes + Buffer.byteLength(json) };
  }

  #isFull(): boolean {
    const { maxBytes, maxEvents } = this.#bounds;
    return this.#usage.bytes > maxBytes || this.#usage.events > maxEvents;
  }

  #report(error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.options.logger.error('Old bash events could not be removed', { stack });
  }
}
