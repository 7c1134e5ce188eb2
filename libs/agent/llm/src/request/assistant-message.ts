import type { LanguageModelV4Message, LanguageModelV4ReasoningPart } from '@ai-sdk/provider';
import type { LlmMessage, LlmReasoningItem, LlmToolCall } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;

/** What a model said earlier. Nothing at all when it said nothing, since an empty message is refused. */
export function assistantMessage(message: AssistantMessage, route: ModelRoute): LanguageModelV4Message[] {
  const text = message.text.trim() === '' ? [] : [{ type: 'text' as const, text: message.text }];
  const calls = message.toolCalls.map((call) => ({
    type: 'tool-call' as const,
    toolCallId: call.id,
    toolName: call.name,
    input: inputOf(call),
  }));
  if (text.length + calls.length === 0) return [];
  return [{ role: 'assistant', content: [...reasoningOf(message, route), ...text, ...calls] }];
}

function reasoningOf(
  { reasoning, thinkingBlocks = [], reasoningItem }: AssistantMessage,
  route: ModelRoute,
): LanguageModelV4ReasoningPart[] {
  if (route.protocol === 'responses') return reasoningItem ? itemParts(reasoningItem) : [];
  if (route.wantsReasoningBack && reasoning) return [{ type: 'reasoning', text: reasoning }];
  if (route.protocol !== 'anthropic' && !route.passesThoughtsOn) return [];
  return thinkingBlocks.flatMap((block): LanguageModelV4ReasoningPart[] => {
    if (block.type === 'redacted_thinking') return [signed('', { redactedData: block.data })];
    // Without its signature a block is refused.
    return block.signature ? [signed(block.thinking, { signature: block.signature })] : [];
  });
}

/** The SDK puts the parts of one item together again. */
function itemParts({ id, summary, encrypted_content: encrypted }: LlmReasoningItem): LanguageModelV4ReasoningPart[] {
  const openai = { itemId: id, ...(encrypted && { reasoningEncryptedContent: encrypted }) };
  const texts = summary.length > 0 ? summary : [''];
  return texts.map((text) => ({ type: 'reasoning', text, providerOptions: { openai } }));
}

function signed(text: string, anthropic: Record<string, string>): LanguageModelV4ReasoningPart {
  return { type: 'reasoning', text, providerOptions: { anthropic } };
}

/** Providers take objects only: what a model wrote instead is shown to it as it was. */
function inputOf({ arguments: json }: LlmToolCall): unknown {
  if (json.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the raw text.
  }
  return { invalid_arguments: json };
}
