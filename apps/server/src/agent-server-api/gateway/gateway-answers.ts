import { randomUUID } from 'node:crypto';
import type { ConversationRecord, TokenUsage } from '@openhands-nest/agent-ports';
import type {
  ChatCompletion,
  CompletionUsage,
  OpenAIResponse,
  OpenAIResponseRequest,
} from '@openhands-nest/contracts/agent-server';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import type { GatewayRun } from './gateway.service.js';

export function toChatCompletion({ record, words }: GatewayRun, model: string): ChatCompletion {
  return {
    id: `chatcmpl-${toHexId(randomUUID())}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: words } }],
    usage: usageOf(record),
  };
}

/** The same as a stream of server-sent events. */
export function* toChunks({ id, created, model, choices, usage }: ChatCompletion, withUsage: boolean) {
  const chunk = (members: object): string =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...members })}\n\n`;
  const choice = (delta: object, finish: string | undefined): object => ({
    choices: [{ index: 0, delta, ...(finish !== undefined && { finish_reason: finish }) }],
  });
  yield chunk(choice({ role: 'assistant' }, undefined));
  yield chunk(choice({ content: choices[0]?.message.content ?? '' }, undefined));
  yield chunk(choice({}, choices[0]?.finish_reason));
  if (withUsage) yield chunk({ choices: [], usage });
  yield 'data: [DONE]\n\n';
}

export function toResponse(
  { record, words }: GatewayRun,
  { model, instructions, metadata }: OpenAIResponseRequest,
  createdAt: number,
): OpenAIResponse {
  const text = { annotations: [], text: words, type: 'output_text' as const };
  return {
    id: `resp_${toHexId(randomUUID())}`,
    created_at: createdAt,
    completed_at: Date.now() / 1000,
    ...(instructions && { instructions }),
    ...(metadata && { metadata }),
    model,
    object: 'response',
    output: [
      { id: `msg_${toHexId(randomUUID())}`, content: [text], role: 'assistant', status: 'completed', type: 'message' },
    ],
    parallel_tool_calls: false,
    status: 'completed',
    tool_choice: 'none',
    tools: [],
    usage: responseUsageOf(record),
  };
}

function usageOf(record: ConversationRecord): CompletionUsage {
  const prompt = sumOf(record, 'prompt_tokens');
  const completion = sumOf(record, 'completion_tokens');
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function responseUsageOf(record: ConversationRecord): OpenAIResponse['usage'] {
  const { prompt_tokens, completion_tokens, total_tokens } = usageOf(record);
  return {
    input_tokens: prompt_tokens,
    input_tokens_details: { cached_tokens: sumOf(record, 'cache_read_tokens') },
    output_tokens: completion_tokens,
    output_tokens_details: { reasoning_tokens: sumOf(record, 'reasoning_tokens') },
    total_tokens,
  };
}

type Counted = 'prompt_tokens' | 'completion_tokens' | 'cache_read_tokens' | 'reasoning_tokens';

/** Over all models that the conversation has used. */
function sumOf({ metrics }: ConversationRecord, name: Counted & keyof TokenUsage): number {
  return Object.values(metrics).reduce((sum, { accumulated_token_usage: usage }) => sum + (usage?.[name] ?? 0), 0);
}
