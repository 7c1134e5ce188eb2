import type { Clock, EventLog, Logger, WebhookMessage, WebhookOutbox } from '@openhands-nest/agent-ports';
import { eventsPath, readBatch } from './event-batch.js';
import { EventLane } from './event-lane.js';
import { MessageLane } from './message-lane.js';
import { WebhookSender } from './webhook-sender.js';
import type { WebhookSpec } from './webhook-spec.js';

export interface WebhookOptions {
  readonly spec: WebhookSpec;
  readonly sessionKey: string | undefined;
  readonly log: EventLog;
  readonly outbox: WebhookOutbox;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One receiver: what it has not taken yet is on its way, conversation by conversation. */
export class Webhook {
  readonly #lanes = new Map<string, EventLane>();
  #messages: MessageLane;
  #isDelivering = false;
  readonly #sender: WebhookSender;

  constructor(private readonly options: WebhookOptions) {
    this.#sender = new WebhookSender(options);
    this.#messages = this.#newMessageLane();
  }

  get name(): string {
    return this.options.spec.baseUrl;
  }

  /** Delivers from now on, and takes up what is there. Once it delivers: looks for what others have written. */
  async start(): Promise<void> {
    this.#isDelivering = true;
    for (const { conversationId, lastSeq } of await this.options.outbox.listPending(this.name)) {
      const lane = this.#laneOf(conversationId);
      lane.notice(lastSeq);
      lane.flush();
    }
    this.#messages.wake();
  }

  /** Cuts off what is under way and delivers no more. What is not taken waits for whoever delivers then. */
  async pause(): Promise<void> {
    this.#isDelivering = false;
    const [lanes, messages] = [[...this.#lanes.values()], this.#messages];
    this.#lanes.clear();
    this.#messages = this.#newMessageLane();
    await Promise.all([messages.stop(), ...lanes.map((lane) => lane.stop())]);
  }

  noticeEvents(conversationId: string, lastSeq: number): void {
    if (this.#isDelivering) this.#laneOf(conversationId).notice(lastSeq);
  }

  noticeMessages(): void {
    if (this.#isDelivering) this.#messages.wake();
  }

  /** Keeps events apart from their log, which is about to be removed. */
  async rescue(conversationId: string): Promise<void> {
    const { outbox } = this.options;
    await this.#lanes.get(conversationId)?.stop();
    this.#lanes.delete(conversationId);
    const position = await outbox.position(this.name, conversationId);
    const { messages, lastSeq } = await this.#leftOf(conversationId, position);
    if (messages.length === 0) return;
    await outbox.add(messages);
    await outbox.advance(this.name, conversationId, lastSeq);
    this.noticeMessages();
  }

  /** Posts what is due, as far as the receiver takes it within the time, and ends. */
  async close(withinMs: number): Promise<void> {
    const lanes = [...this.#lanes.values()];
    for (const lane of lanes) lane.flush();
    const done = Promise.all([this.#messages.idle(), ...lanes.map((lane) => lane.idle())]);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, withinMs).unref())]);
    await Promise.all([this.#messages.stop(), ...lanes.map((lane) => lane.stop())]);
  }

  async #leftOf(
    conversationId: string,
    position: number,
  ): Promise<{ readonly messages: readonly WebhookMessage[]; readonly lastSeq: number }> {
    const { spec, log } = this.options;
    const newest = (await log.readLast(conversationId, 1))[0]?.seq ?? 0;
    const size = { limit: spec.eventBufferSize, maxBytes: spec.maxBatchBytes };
    const messages: WebhookMessage[] = [];
    let bytes = 0;
    let seq = Math.max(position, newest - spec.maxQueueSize);
    for (let batch = await readBatch(log, conversationId, seq, size); batch;) {
      messages.push({ webhook: this.name, conversationId, path: eventsPath(conversationId), body: batch.body });
      bytes += Buffer.byteLength(batch.body);
      while (bytes > spec.maxQueueBytes && messages.length > 1)
        bytes -= Buffer.byteLength(messages.shift()?.body ?? '');
      seq = batch.lastSeq;
      batch = await readBatch(log, conversationId, seq, size);
    }
    return { messages, lastSeq: seq };
  }

  #newMessageLane(): MessageLane {
    const { spec, outbox } = this.options;
    const onFailure = (error: unknown): void => this.#report(error);
    return new MessageLane({ webhook: spec.baseUrl, sender: this.#sender, outbox, onFailure });
  }

  #laneOf(conversationId: string): EventLane {
    const existing = this.#lanes.get(conversationId);
    if (existing) return existing;
    const { spec, log, outbox } = this.options;
    const onIdle = (error?: unknown): void => {
      if (error !== undefined) this.#report(error);
      if (this.#lanes.get(conversationId) === lane) this.#lanes.delete(conversationId);
    };
    const lane = new EventLane({ conversationId, spec, sender: this.#sender, log, outbox, onIdle });
    this.#lanes.set(conversationId, lane);
    return lane;
  }

  #report(error: unknown): void {
    const stack = error instanceof Error ? error.stack : String(error);
    this.options.logger.error('What a webhook should get could not be read', { stack });
  }
}
