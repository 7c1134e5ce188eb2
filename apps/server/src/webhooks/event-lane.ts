import type { EventLog, WebhookOutbox } from '@openhands-nest/agent-ports';
import { eventsPath, readBatch } from './event-batch.js';
import type { WebhookSender } from './webhook-sender.js';
import type { WebhookSpec } from './webhook-spec.js';

export interface EventLaneOptions {
  readonly conversationId: string;
  readonly spec: WebhookSpec;
  readonly sender: WebhookSender;
  readonly log: EventLog;
  readonly outbox: WebhookOutbox;
  /** Called when everything was taken, or delivery broke off for a reason that nobody foresaw. */
  readonly onIdle: (error?: unknown) => void;
}

/** Brings the events of one conversation to one webhook, in order and one batch after the other, straight from the log. */
export class EventLane {
  readonly #stop = new AbortController();
  #position: number | undefined;
  #lastSeq = 0;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;
  /** Whether all that there is shall be posted, however little it is. */
  #isDue = false;

  constructor(private readonly options: EventLaneOptions) {}

  /** There are events up to this one. They are posted when there are enough, or after a while. */
  notice(lastSeq: number): void {
    this.#lastSeq = Math.max(this.#lastSeq, lastSeq);
    if (this.#work || this.#stop.signal.aborted) return;
    if (this.#position === undefined || this.#isPostWorth(this.#position)) this.#begin();
    else this.#timer ??= setTimeout(() => this.flush(), this.options.spec.flushDelayMs).unref();
  }

  /** Posts all that there is now. */
  flush(): void {
    this.#isDue = true;
    if (!this.#work && !this.#stop.signal.aborted) this.#begin();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#work;
  }

  /** Cuts off what is under way: it counts as not taken. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#stop.abort(new Error('The delivery was stopped.'));
    await this.#work;
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work = this.#deliver().then(
      () => this.#end(),
      (error: unknown) => this.#end(error),
    );
  }

  #end(error?: unknown): void {
    this.#work = undefined;
    if (this.#stop.signal.aborted) return;
    if (error === undefined && this.#position !== undefined && this.#lastSeq > this.#position)
      this.notice(this.#lastSeq);
    else this.options.onIdle(error);
  }

  #isPostWorth(position: number): boolean {
    return this.#isDue || this.#lastSeq - position >= this.options.spec.eventBufferSize;
  }

  async #deliver(): Promise<void> {
    const { conversationId, spec, sender, log, outbox } = this.options;
    this.#position ??= await outbox.position(spec.baseUrl, conversationId);
    if (!this.#isPostWorth(this.#position)) return;
    this.#isDue = false;
    for (let end = this.#lastSeq; this.#position < end;) {
      const limit = Math.min(spec.eventBufferSize, end - this.#position);
      const size = { limit, maxBytes: spec.maxBatchBytes };
      const batch = await readBatch(log, conversationId, this.#position, size);
      // The conversation was removed: what was left of it waits elsewhere.
      if (!batch) this.#lastSeq = this.#position;
      if (!batch) return;
      await sender.deliver(eventsPath(conversationId), batch.body, this.#stop.signal);
      this.#position = batch.lastSeq;
      await outbox.advance(spec.baseUrl, conversationId, batch.lastSeq);
      if (this.#lastSeq - this.#position >= spec.eventBufferSize) end = this.#lastSeq;
    }
  }
}
