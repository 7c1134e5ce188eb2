import type { ConversationStore, EventLog, ProcessIdentity, Storage } from '@openhands-nest/agent-ports';
import { DeliveryLease } from './delivery-lease.js';
import { ShownConversations } from './shown-conversations.js';
import { Webhook, type WebhookOptions } from './webhook.js';
import type { WebhookSpec } from './webhook-spec.js';

export interface WebhooksOptions extends Omit<WebhookOptions, 'spec' | 'log' | 'outbox'> {
  readonly process: ProcessIdentity;
  /** Milliseconds for which the right to deliver holds when its owner says nothing. */
  readonly leaseMs?: number;
  readonly specs: readonly WebhookSpec[];
  readonly storage: Storage;
}

/** Milliseconds that receivers have at the end of the server. What they do not take then waits for the next one. */
const GOODBYE_MS = 1_000;

/**
 * Tells other servers what happens in conversations. Nothing waits for them: the log holds what they have not taken, and the outbox
 * how far each has come.
 */
export class Webhooks {
  readonly #webhooks: readonly Webhook[];
  readonly #lease: DeliveryLease;
  readonly #shown = new ShownConversations((id) => this.options.storage.conversations.find(id));

  private constructor(private readonly options: WebhooksOptions) {
    const { specs, storage } = options;
    this.#webhooks = specs.map(
      (spec) => new Webhook({ ...options, spec, log: storage.events, outbox: storage.webhooks }),
    );
    const start = () => this.#each((webhook) => webhook.start());
    this.#lease = new DeliveryLease({
      ...options,
      outbox: storage.webhooks,
      ...(options.leaseMs !== undefined && { ttlMs: options.leaseMs }),
      onGained: start,
      onShared: start,
      onLost: () => this.#each((webhook) => webhook.pause()),
    });
  }

  /** To be opened before anything is written. */
  static async open(options: WebhooksOptions): Promise<Webhooks> {
    const webhooks = new Webhooks(options);
    await options.storage.webhooks.open(webhooks.#webhooks.map(({ name }) => name));
    return webhooks;
  }

  get any(): boolean {
    return this.#webhooks.length > 0;
  }

  /** Takes up what an earlier server left, unless another one is there that does. */
  async start(): Promise<void> {
    if (this.any) await this.#lease.start();
  }

  /** Tells what became of a conversation. Resolves when that is on disk. @param info JSON text */
  async tell(conversationId: string, info: string): Promise<void> {
    const message = { conversationId, path: '/conversations', body: info };
    await this.options.storage.webhooks.add(this.#webhooks.map(({ name }) => ({ ...message, webhook: name })));
    for (const webhook of this.#webhooks) webhook.noticeMessages();
  }

  /** The storage as the engine shall use it, so that what it writes is noticed. */
  watched(): Storage {
    const { storage } = this.options;
    if (!this.any) return storage;
    return overriding(storage, {
      events: this.#watchedLog(storage.events),
      conversations: this.#watchedConversations(storage.conversations),
    });
  }

  async close(): Promise<void> {
    await this.#each((webhook) => webhook.close(GOODBYE_MS));
    await this.#lease.close();
  }

  async #each(task: (webhook: Webhook) => Promise<void>): Promise<void> {
    await Promise.all(this.#webhooks.map(task));
  }

  #watchedLog(log: EventLog): EventLog {
    return overriding(log, {
      append: async (request) => {
        const stored = await log.append(request);
        const last = stored.at(-1);
        // Nobody waits for the look: what is noticed late is only delivered late.
        if (last && this.#lease.isHeld) void this.#notice(request.conversationId, last.seq);
        return stored;
      },
    });
  }

  async #notice(conversationId: string, lastSeq: number): Promise<void> {
    if (!(await this.#shown.has(conversationId))) return;
    for (const webhook of this.#webhooks) webhook.noticeEvents(conversationId, lastSeq);
  }

  #watchedConversations(conversations: ConversationStore): ConversationStore {
    return overriding(conversations, {
      delete: async (conversationId, fence) => {
        if (await this.#shown.has(conversationId))
          for (const webhook of this.#webhooks) await webhook.rescue(conversationId);
        return conversations.delete(conversationId, fence);
      },
    });
  }
}

/** The same object with some of its members replaced. Its own state stays its own. */
export function overriding<T extends object>(target: T, members: { readonly [Name in keyof T]?: T[Name] }): T {
  return new Proxy(target, {
    get(_target, name) {
      const replaced = members[name as keyof T];
      if (replaced !== undefined) return replaced;
      const member = target[name as keyof T];
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
