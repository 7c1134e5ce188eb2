import type { ConversationRecord } from '@openhands-nest/agent-ports';

/** Conversations that are remembered. */
const MAX_KNOWN = 10_000;

/** Knows which conversations are hidden: those of sub-agents. Nobody else is told of them. */
export class ShownConversations {
  readonly #known = new Map<string, boolean>();

  constructor(private readonly find: (conversationId: string) => Promise<ConversationRecord | undefined>) {}

  /** One that cannot be found, or not now, counts as shown: better too much is told than too little. */
  async has(conversationId: string): Promise<boolean> {
    const known = this.#known.get(conversationId);
    if (known !== undefined) return known;
    const record = await this.find(conversationId).catch(() => undefined);
    const isShown = record?.spec.subAgent === undefined;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    if (record) this.#known.set(conversationId, isShown);
    return isShown;
  }
}
