import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from '@ai-sdk/provider';
import type { LlmReasoningItem, LlmReply, LlmToolCall } from '@openhands-nest/agent-ports';

type FinishPart = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;
type ThinkingBlocks = LlmReply['thinkingBlocks'];

interface Thinking {
  text: string;
  /** Of the item that it belongs to; several may belong to one. */
  itemId?: string;
  encrypted?: string;
  signature?: string;
  redacted?: string;
}

/** Puts the pieces of one reply together. */
export class ReplyBuilder {
  responseId?: string;
  text = '';
  reasoning = '';
  readonly toolCalls: LlmToolCall[] = [];
  finish?: FinishPart;
  private readonly thinking = new Map<string, Thinking>();

  add(part: LanguageModelV4StreamPart): void {
    switch (part.type) {
      case 'response-metadata':
        this.responseId ??= part.id;
        return;
      case 'text-delta':
        this.text += part.delta;
        return;
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end':
        return this.addReasoning(part.id, part.type === 'reasoning-delta' ? part.delta : '', part.providerMetadata);
      case 'tool-call':
        // The text as it was written: only the engine knows how to answer a broken one.
        this.toolCalls.push({ id: part.toolCallId, name: part.toolName, arguments: part.input });
        return;
      case 'finish':
        this.finish = part;
        return;
    }
  }

  get isEmpty(): boolean {
    return this.text.trim() === '' && this.reasoning === '' && this.toolCalls.length === 0;
  }

  /** Blocks that the provider signed, in order; only those can be sent back. */
  get thinkingBlocks(): ThinkingBlocks {
    return [...this.thinking.values()].flatMap(({ text, signature, redacted }): ThinkingBlocks => {
      if (redacted) return [{ type: 'redacted_thinking', data: redacted }];
      return signature ? [{ type: 'thinking', thinking: text, signature }] : [];
    });
  }

  /** The last one, from which the rest of the reply follows. */
  get reasoningItem(): LlmReasoningItem | undefined {
    const parts = [...this.thinking.values()];
    const id = parts.findLast(({ itemId }) => itemId !== undefined)?.itemId;
    if (id === undefined) return undefined;
    const own = parts.filter(({ itemId }) => itemId === id);
    const encrypted = own.findLast((part) => part.encrypted !== undefined)?.encrypted;
    // Without its content the provider cannot read it again.
    if (encrypted === undefined) return undefined;
    return { id, summary: own.flatMap(({ text }) => text || []), encrypted_content: encrypted };
  }

  private addReasoning(id: string, delta: string, metadata?: SharedV4ProviderMetadata): void {
    const block = this.thinking.get(id) ?? { text: '' };
    this.thinking.set(id, block);
    block.text += delta;
    this.reasoning += delta;
    const { signature, redactedData } = metadata?.['anthropic'] ?? {};
    if (typeof signature === 'string') block.signature = signature;
    if (typeof redactedData === 'string') block.redacted = redactedData;
    const { itemId, reasoningEncryptedContent: encrypted } = metadata?.['openai'] ?? {};
    if (typeof itemId === 'string') block.itemId = itemId;
    if (typeof encrypted === 'string') block.encrypted = encrypted;
  }
}
