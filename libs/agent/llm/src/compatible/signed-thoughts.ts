import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ChatDelta, ThinkingDelta } from './chat-chunk.js';

type Thought = Extract<LanguageModelV4StreamPart, { type: 'reasoning-delta' }>;

/** Tells the thoughts of one reply apart: a signature ends the one that it is for. */
export class SignedThoughts {
  private number = 0;

  /** The parts of a piece's thoughts: first what is thought, then what is signed. */
  partsOf(text: string, blocks: ChatDelta['thinking_blocks']): Thought[] {
    const parts = text === '' ? [] : [this.part(text)];
    const given: unknown = blocks;
    if (!Array.isArray(given)) return parts;
    for (const block of given as (ThinkingDelta | null)[]) {
      const { signature, data } = block ?? {};
      if (typeof signature === 'string' && signature !== '') parts.push(this.end({ signature }));
      else if (typeof data === 'string' && data !== '') parts.push(this.end({ redactedData: data }));
    }
    return parts;
  }

  private end(anthropic: Record<string, string>): Thought {
    const part = { ...this.part(''), providerMetadata: { anthropic } };
    this.number += 1;
    return part;
  }

  private part(delta: string): Thought {
    return { type: 'reasoning-delta', id: `reasoning-${this.number}`, delta };
  }
}
