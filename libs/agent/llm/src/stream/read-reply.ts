import type { LanguageModelV4FinishReason, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import { LlmErrorKind, type LlmReply, type LlmRequest } from '@openhands-nest/agent-ports';
import { llmErrorOf } from '../errors/to-llm-error.js';
import { ReplyBuilder } from './reply-builder.js';

type FinishReason = LlmReply['finishReason'];
type Usage = Omit<LlmReply['usage'], 'contextWindow'>;

/** A whole reply, before it is priced. */
export interface ReadReply extends Omit<LlmReply, 'usage' | 'cost' | 'responseId'> {
  readonly responseId?: string;
  readonly usage: Usage;
}

/**
 * Reads a provider's stream to its end and passes on the text on its way.
 * @throws LlmError or what the stream failed with: an error inside it, a cut, an empty or refused reply.
 */
export async function readReply(
  stream: AsyncIterable<LanguageModelV4StreamPart>,
  { onDelta }: Pick<LlmRequest, 'onDelta'>,
  onSignOfLife: () => void,
): Promise<ReadReply> {
  const builder = new ReplyBuilder();
  // Leaving the loop by a throw cancels the stream.
  for await (const part of stream) {
    onSignOfLife();
    if (part.type === 'error') throw part.error;
    builder.add(part);
    if (part.type === 'text-delta') onDelta?.({ text: part.delta });
    else if (part.type === 'reasoning-delta' && part.delta !== '') onDelta?.({ reasoning: part.delta });
  }
  return finished(builder);
}

function finished(builder: ReplyBuilder): ReadReply {
  const { finish } = builder;
  if (!finish || wasCut(finish.finishReason))
    throw llmErrorOf(LlmErrorKind.Unavailable, 'the reply broke off before its end');
  const finishReason = finishReasonOf(finish.finishReason.unified);
  if (finishReason === 'content_filter')
    throw llmErrorOf(LlmErrorKind.ContentPolicy, builder.text.slice(0, 200) || 'the reply was withheld');
  if (builder.isEmpty && finishReason !== 'length') throw llmErrorOf(LlmErrorKind.Unavailable, 'the reply was empty');
  return {
    responseId: builder.responseId,
    text: builder.text,
    ...(builder.reasoning === '' ? {} : { reasoning: builder.reasoning }),
    thinkingBlocks: builder.thinkingBlocks,
    ...(builder.reasoningItem && { reasoningItem: builder.reasoningItem }),
    toolCalls: builder.toolCalls,
    usage: usageOf(finish.usage),
    finishReason,
  };
}

/** SDKs report an end all the same when a stream just stops; then there is no reason in the provider's own words. */
function wasCut({ unified, raw }: LanguageModelV4FinishReason): boolean {
  return unified === 'error' || unified === 'interrupted' || (unified === 'other' && raw === undefined);
}

function finishReasonOf(unified: LanguageModelV4FinishReason['unified']): FinishReason {
  if (unified === 'tool-calls') return 'tool_calls';
  if (unified === 'content-filter') return 'content_filter';
  return unified === 'stop' || unified === 'length' ? unified : 'other';
}

function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): Usage {
  return {
    promptTokens: inputTokens.total ?? 0,
    completionTokens: outputTokens.total ?? 0,
    cacheReadTokens: inputTokens.cacheRead ?? 0,
    cacheWriteTokens: inputTokens.cacheWrite ?? 0,
    reasoningTokens: outputTokens.reasoning ?? 0,
  };
}
