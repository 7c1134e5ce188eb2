import type { AcpReply } from '@openhands-nest/agent-ports';
import { objectOf, type Json } from './json-rpc.js';
import { ToolCalls } from './tool-calls.js';

export interface Listener {
  readonly onText?: (text: string) => void;
  readonly onThought?: (text: string) => void;
  readonly toolCalls?: ToolCalls;
}

/** What a session says while it works on one prompt. */
export class SessionInbox {
  text = '';
  thought = '';
  private window = 0;
  private cost: number | undefined;

  constructor(
    private readonly listener: Listener,
    /** Told of every sign of life. */
    private readonly onSign: () => void,
  ) {}

  take(update: Json): void {
    this.onSign();
    const { onText, onThought, toolCalls } = this.listener;
    switch (update['sessionUpdate']) {
      case 'agent_message_chunk': {
        const text = textIn(update);
        this.text += text;
        if (text !== '') onText?.(text);
        break;
      }
      case 'agent_thought_chunk': {
        const text = textIn(update);
        this.thought += text;
        if (text !== '') onThought?.(text);
        break;
      }
      case 'tool_call':
        toolCalls?.begin(update);
        break;
      case 'tool_call_update':
        toolCalls?.goOn(update);
        break;
      case 'usage_update':
        this.takeUsage(update);
        break;
      // Plans, modes and lists of commands have no place among the events.
    }
  }

  /** @param answer to the prompt; empty when there is none */
  reply(answer: Json): AcpReply {
    const { text, thought, cost, window } = this;
    const usage = objectOf(answer['usage']) ?? {};
    const counted = objectOf(objectOf(objectOf(answer['_meta'])?.['quota'])?.['token_count']) ?? {};
    return {
      ...{ text, thought },
      stopReason: typeof answer['stopReason'] === 'string' ? answer['stopReason'] : 'end_turn',
      usage: {
        promptTokens: number(usage['inputTokens'] ?? counted['input_tokens']),
        completionTokens: number(usage['outputTokens'] ?? counted['output_tokens']),
        cacheReadTokens: number(usage['cachedReadTokens']),
        cacheWriteTokens: number(usage['cachedWriteTokens']),
        reasoningTokens: number(usage['thoughtTokens']),
        contextWindow: window,
      },
      ...(cost !== undefined && { sessionCost: cost }),
    };
  }

  private takeUsage(update: Json): void {
    this.window = number(update['size']);
    const amount = objectOf(update['cost'])?.['amount'];
    if (typeof amount === 'number' && Number.isFinite(amount)) this.cost = amount;
  }
}

function textIn({ content }: Json): string {
  const block = objectOf(content);
  return block?.['type'] === 'text' && typeof block['text'] === 'string' ? block['text'] : '';
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}
