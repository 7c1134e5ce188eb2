import type { StoredBashEvent } from '@openhands-nest/agent-ports';
import type { FrameSource } from '../../sockets/frame-pump.js';
import type { BashLog } from './bash-log.js';

/** What is read from the store at once. */
const PAGE = { limit: 200, maxBytes: 1024 * 1024 };

/** Follows the log at its own pace: it holds no queue, so whoever is slow is served from the store. */
export class BashReader implements FrameSource<StoredBashEvent> {
  #page: StoredBashEvent[] = [];
  #onWake: () => void = () => undefined;

  /** @param position `seq` of the last event that was taken */
  constructor(
    private readonly log: BashLog,
    private position: number,
    private readonly onClose: () => void,
  ) {}

  get pending(): boolean {
    return this.log.recent.lastSeq > this.position;
  }

  take(limit: number): readonly StoredBashEvent[] {
    const { recent } = this.log;
    const isBehind = this.position < recent.floor;
    const events = this.#page.length > 0 || isBehind ? this.#page.splice(0, limit) : recent.after(this.position, limit);
    this.position = events.at(-1)?.seq ?? this.position;
    return events;
  }

  async load(): Promise<void> {
    const { floor } = this.log.recent;
    if (this.#page.length > 0 || this.position >= floor) return;
    this.#page = [...(await this.log.store.read(this.position, PAGE))];
    // What was there has been removed meanwhile.
    if (this.#page.length === 0) this.position = floor;
  }

  onWake(listener: () => void): void {
    this.#onWake = listener;
  }

  wake(): void {
    this.#onWake();
  }

  close(): void {
    this.#page = [];
    this.onClose();
  }
}
