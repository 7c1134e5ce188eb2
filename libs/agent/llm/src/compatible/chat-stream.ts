import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import { parseChunk, type ChatChunk, type ChatDelta, type ChatUsage } from './chat-chunk.js';
import { InvalidResponseError } from './provider-failures.js';
import { dataOf } from './server-sent-events.js';
import { SignedThoughts } from './signed-thoughts.js';
import { ToolCallCollector } from './tool-call-collector.js';

/**
 * Reads a chat completion's stream as the parts that the provider SDKs give, without the marks of beginnings and ends.
 * @throws the signal's reason, StreamedError, InvalidResponseError, or what the body failed with.
 */
export async function* partsOf(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV4StreamPart, void> {
  const reply = new ReplyState();
  for await (const batch of dataOf(body)) {
    for (const data of batch) {
      if (data === '[DONE]') continue;
      for (const part of reply.add(parseChunk(data))) {
        yield part;
        signal?.throwIfAborted();
      }
    }
  }
  yield* reply.finish();
}

/** What is only known when a reply has ended. */
class ReplyState {
  private readonly calls = new ToolCallCollector();
  private readonly thoughts = new SignedThoughts();
  private id: string | undefined;
  private finishReason: string | undefined;
  private isRefused = false;
  private usage: ChatUsage | undefined;

  /** @returns what can be passed on at once. */
  add({ id, usage, choices: [choice] }: ChatChunk): LanguageModelV4StreamPart[] {
    this.usage = usage ?? this.usage;
    this.finishReason = choice?.finish_reason ?? this.finishReason;
    const delta = choice?.delta ?? {};
    for (const call of delta.tool_calls ?? []) this.calls.add(call);

    const parts = this.textPartsOf(delta);
    const refusal = textIn(delta.refusal);
    if (refusal !== '') {
      this.isRefused = true;
      parts.push(said(refusal));
    }
    if (this.id === undefined && id) {
      this.id = id;
      parts.unshift({ type: 'response-metadata', id });
    }
    return parts;
  }

  private textPartsOf(delta: ChatDelta): LanguageModelV4StreamPart[] {
    const parts: LanguageModelV4StreamPart[] = this.thoughts.partsOf(
      textIn(delta.reasoning_content ?? delta.reasoning),
      delta.thinking_blocks,
    );
    if (Array.isArray(delta.content)) parts.push(...delta.content.flatMap(typedPart));
    else if (textIn(delta.content) !== '') parts.push(said(delta.content as string));
    return parts;
  }

  finish(): LanguageModelV4StreamPart[] {
    const calls = this.calls.finish();
    if (this.finishReason === undefined) throw new InvalidResponseError('the reply ended without a reason to end');
    const finishReason = { unified: unifiedReason(this.finishReason, this.isRefused), raw: this.finishReason };
    return [...calls, { type: 'finish', finishReason, usage: usageOf(this.usage) }];
  }
}

/** A part of Mistral's, of which a thinking one holds a list of texts. */
function typedPart(part: { type?: unknown; text?: unknown; thinking?: unknown } | null): LanguageModelV4StreamPart[] {
  if (part?.type === 'text' && textIn(part.text) !== '') return [said(part.text as string)];
  if (part?.type !== 'thinking' || !Array.isArray(part.thinking)) return [];
  const text = part.thinking.map((item: { text?: unknown } | null) => textIn(item?.text)).join('');
  return text === '' ? [] : [thought(text)];
}

function said(delta: string): LanguageModelV4StreamPart {
  return { type: 'text-delta', id: 'text', delta };
}

function thought(delta: string): LanguageModelV4StreamPart {
  return { type: 'reasoning-delta', id: 'reasoning', delta };
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function unifiedReason(raw: string, isRefused: boolean): LanguageModelV4FinishReason['unified'] {
  switch (raw) {
    case 'stop':
      return isRefused ? 'content-filter' : 'stop';
    case 'length':
      return 'length';
    case 'content_filter':
      return 'content-filter';
    case 'tool_calls':
    case 'function_call':
      return 'tool-calls';
    default:
      return 'other';
  }
}

function usageOf(usage: ChatUsage | undefined): LanguageModelV4Usage {
  const prompt = usage?.prompt_tokens ?? 0;
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
  const completion = usage?.completion_tokens ?? 0;
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
  return {
    inputTokens: { total: prompt, noCache: prompt - cached, cacheRead: cached, cacheWrite: undefined },
    outputTokens: { total: completion, text: Math.max(0, completion - reasoning), reasoning },
  };
}
