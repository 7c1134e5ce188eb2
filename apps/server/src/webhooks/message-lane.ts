import type { WebhookOutbox } from '@openhands-nest/agent-ports';
import type { WebhookSender } from './webhook-sender.js';

/** Messages that are looked at together. */
const PAGE = 20;

export interface MessageLaneOptions {
  readonly webhook: string;
  readonly sender: WebhookSender;
  readonly outbox: WebhookOutbox;
  readonly onFailure: (error: unknown) => void;
}

/** Brings the messages of one webhook to it, in order: what became of conversations, and the last events of removed ones. */
export class MessageLane {
  readonly #stop = new AbortController();
  #work: Promise<void> | undefined;
  #isAwaited = false;

  constructor(private readonly options: MessageLaneOptions) {}

  /** There may be messages. */
  wake(): void {
    this.#isAwaited = true;
    if (this.#work || this.#stop.signal.aborted) return;
    this.#work = this.#deliver()
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.options.onFailure(error);
      })
      .finally(() => {
        this.#work = undefined;
      });
  }

  async idle(): Promise<void> {
    await this.#work;
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('The delivery was stopped.'));
    await this.#work;
  }

  async #deliver(): Promise<void> {
    const { webhook, sender, outbox } = this.options;
    while (this.#isAwaited) {
      this.#isAwaited = false;
      const messages = await outbox.listMessages(webhook, PAGE);
      for (const { id, path, body } of messages) {
        await sender.deliver(path, body, this.#stop.signal);
        await outbox.remove(id);
      }
      this.#isAwaited ||= messages.length > 0;
    }
  }
}
