import type { FakeReply, FakeRequest, FakeUsage } from './fake-turn.js';
import { piecesOf, sseFrame, type StreamScript } from './send-turn.js';

type Frame = Readonly<Record<string, unknown>>;

/** The reply as a stream of the Responses API: reasoning, then text, then calls, each as an item of its own. */
export function responsesStream(reply: FakeReply, request: FakeRequest): StreamScript {
  const id = reply.id ?? `resp_${request.number}`;
  const head = { id, created_at: 1_700_000_000, model: request.body.model as string };
  const items = [reasoningItem(reply, request), textItem(reply, request), ...callItems(reply, request)];
  const frames = items
    .filter((item) => item.length > 0)
    .flatMap((item, output_index) => item.map((frame) => ({ ...frame, output_index })));
  const end = reply.finishReason === 'length' ? 'response.incomplete' : 'response.completed';
  const details = reply.finishReason === 'length' ? { incomplete_details: { reason: 'max_output_tokens' } } : {};
  const all: Frame[] = [
    { type: 'response.created', response: head },
    ...frames,
    { type: end, response: { ...head, ...details, usage: usageOf(reply.usage) } },
  ];
  return {
    frames: all.map((frame) => sseFrame(frame, frame.type as string)),
    closingFrames: 1,
    errorFrame: sseFrame({ type: 'error', sequence_number: 1, error: reply.streamError }, 'error'),
  };
}

function reasoningItem({ reasoning, encryptedReasoning }: FakeReply, { number }: FakeRequest): Frame[] {
  if (reasoning === undefined && encryptedReasoning === undefined) return [];
  const item = { type: 'reasoning', id: `rs_${number}`, summary: [] };
  const part = { item_id: item.id, summary_index: 0 };
  return [
    { type: 'response.output_item.added', item: { ...item, encrypted_content: 'begun' } },
    { ...part, type: 'response.reasoning_summary_part.added' },
    ...piecesOf(reasoning ?? '').map((delta) => ({ ...part, type: 'response.reasoning_summary_text.delta', delta })),
    { ...part, type: 'response.reasoning_summary_part.done' },
    { type: 'response.output_item.done', item: { ...item, encrypted_content: encryptedReasoning ?? null } },
  ];
}

function textItem({ text }: FakeReply, { number }: FakeRequest): Frame[] {
  if (text === undefined) return [];
  const item = { type: 'message', id: `msg_${number}`, role: 'assistant', content: [] };
  return [
    { type: 'response.output_item.added', item },
    ...piecesOf(text).map((delta) => ({ type: 'response.output_text.delta', item_id: item.id, delta })),
    { type: 'response.output_item.done', item },
  ];
}

function callItems({ toolCalls = [] }: FakeReply, { number }: FakeRequest): Frame[][] {
  return toolCalls.map(({ id, name, arguments: json }, index) => {
    const item = {
      type: 'function_call',
      id: `fc_${number}_${index}`,
      call_id: id ?? `call_${number}_${index + 1}`,
      name,
    };
    return [
      { type: 'response.output_item.added', item: { ...item, arguments: '' } },
      ...piecesOf(json).map((delta) => ({ type: 'response.function_call_arguments.delta', item_id: item.id, delta })),
      { type: 'response.output_item.done', item: { ...item, arguments: json, status: 'completed' } },
    ];
  });
}

function usageOf({
  promptTokens = 10,
  completionTokens = 5,
  cacheReadTokens = 0,
  reasoningTokens = 0,
}: FakeUsage = {}) {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cacheReadTokens },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: promptTokens + completionTokens,
  };
}
