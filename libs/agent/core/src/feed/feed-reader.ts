import { EventKind } from '@openhands-nest/contracts/vocabulary';
import type { EventLog, StoredEvent } from '@openhands-nest/agent-ports';
import type { EventReader, Frame, Progress } from '../engine.js';
import type { Feed, FeedListener } from './feed.js';

/** Events fetched from the log at once, and characters of their JSON texts: each reader that lags behind holds so much. */
const PAGE = 500;
const PAGE_CHARS = 1024 * 1024;
/** Unstored frames held for one reader; pieces of text beyond that are dropped, since the finished event carries the whole. */
const MAX_WAITING = 256;

interface Waiting {
  readonly frame: Frame;
  /** Goes out once this event has been taken. */
  readonly afterSeq: number;
}

/** Joins the log and the live feed by sequence number: see `EventReader`. */
export class FeedReader implements EventReader, FeedListener {
  private page: readonly StoredEvent[] = [];
  private taken = 0;
  private waiting: Waiting[] = [];
  private onWakeListener: () => void = () => undefined;
  private onEndListener: () => void = () => undefined;
  private onProgressListener: (progress: Progress) => void = () => undefined;
  private seq: number;

  constructor(
    private readonly conversationId: string,
    private readonly feed: Feed,
    private readonly log: EventLog,
    after: number,
  ) {
    this.seq = after;
    feed.add(this);
  }

  get position(): number {
    return this.seq;
  }

  get pending(): boolean {
    return this.feed.lastSeq > this.seq || this.waitingFrame() !== undefined;
  }

  take(limit: number): readonly Frame[] {
    const frames: Frame[] = [];
    while (frames.length < limit) {
      const frame = this.takeWaiting() ?? this.takeStored();
      if (!frame) break;
      frames.push(frame);
    }
    return frames;
  }

  async load(): Promise<void> {
    if (this.taken < this.page.length || this.feed.lastSeq <= this.seq || this.feed.at(this.seq + 1)) return;
    this.page = await this.log.read(this.conversationId, this.seq, PAGE, PAGE_CHARS);
    this.taken = 0;
  }

  onWake(listener: () => void): void {
    this.onWakeListener = listener;
  }

  onEnd(listener: () => void): void {
    this.onEndListener = listener;
  }

  onProgress(listener: (progress: Progress) => void): void {
    this.onProgressListener = listener;
  }

  close(): void {
    this.feed.remove(this);
    this.page = [];
    this.waiting = [];
  }

  wake(): void {
    this.onWakeListener();
  }

  offer(frame: Frame, afterSeq: number): void {
    if (this.waiting.length >= MAX_WAITING) this.dropOldestDelta();
    this.waiting.push({ frame, afterSeq });
  }

  tell(progress: Progress): void {
    this.onProgressListener(progress);
  }

  end(): void {
    this.onEndListener();
    this.close();
  }

  private takeWaiting(): Frame | undefined {
    const frame = this.waitingFrame();
    if (frame) this.waiting.shift();
    return frame;
  }

  private waitingFrame(): Frame | undefined {
    const first = this.waiting[0];
    return first && first.afterSeq <= this.seq ? first.frame : undefined;
  }

  private takeStored(): Frame | undefined {
    const next = this.takeFromPage() ?? this.feed.at(this.seq + 1);
    if (next) this.seq = next.seq;
    return next;
  }

  private takeFromPage(): StoredEvent | undefined {
    const next = this.page[this.taken];
    if (!next) return undefined;
    this.taken += 1;
    if (this.taken === this.page.length) {
      this.page = [];
      this.taken = 0;
    }
    return next;
  }

  private dropOldestDelta(): void {
    const index = this.waiting.findIndex(({ frame }) => frame.kind === EventKind.StreamingDelta);
    this.waiting.splice(Math.max(index, 0), 1);
  }
}
