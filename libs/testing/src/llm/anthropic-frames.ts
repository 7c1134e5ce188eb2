import type { FakeReply, FakeRequest, FakeUsage } from './fake-turn.js';
import { piecesOf, sseFrame, type StreamScript } from './send-turn.js';

interface Block {
  readonly start: Readonly<Record<string, unknown>>;
  readonly deltas: readonly Readonly<Record<string, unknown>>[];
}

function inputUsage({ promptTokens = 10, cacheReadTokens = 0, cacheWriteTokens = 0 }: FakeUsage = {}): Record<
  string,
  number
> {
  return {
    input_tokens: promptTokens - cacheReadTokens - cacheWriteTokens,
    cache_read_input_tokens: cacheReadTokens,
    cache_creation_input_tokens: cacheWriteTokens,
  };
}

/** The reply as the events of a streamed message. */
export function anthropicStream(reply: FakeReply, request: FakeRequest): StreamScript {
  const event = (data: Readonly<Record<string, unknown>> & { readonly type: string }): string =>
    sseFrame(data, data.type);
  const message = {
    id: reply.id ?? `msg_${request.number}`,
    type: 'message',
    role: 'assistant',
    model: request.body.model,
    content: [],
    stop_reason: null,
  };
  const closing = [
    event({
      type: 'message_delta',
      delta: {
        stop_reason: reply.finishReason ?? (reply.toolCalls?.length ? 'tool_use' : 'end_turn'),
        stop_sequence: null,
      },
      usage: { output_tokens: reply.usage?.completionTokens ?? 5 },
    }),
    event({ type: 'message_stop' }),
  ];
  const frames = [
    event({ type: 'message_start', message: { ...message, usage: { ...inputUsage(reply.usage), output_tokens: 1 } } }),
    ...blocksOf(reply, request).flatMap((block, index) => [
      event({ type: 'content_block_start', index, content_block: block.start }),
      ...block.deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
      event({ type: 'content_block_stop', index }),
    ]),
    ...closing,
  ];
  return {
    frames,
    closingFrames: closing.length,
    errorFrame: sseFrame({ type: 'error', error: reply.streamError }, 'error'),
  };
}

function blocksOf(reply: FakeReply, request: FakeRequest): Block[] {
  const blocks: Block[] = [];
  if (reply.reasoning !== undefined) blocks.push(thinkingBlock(reply.reasoning, reply.signature));
  if (reply.redactedThinking)
    blocks.push({ start: { type: 'redacted_thinking', data: reply.redactedThinking }, deltas: [] });
  if (reply.text)
    blocks.push({
      start: { type: 'text', text: '' },
      deltas: piecesOf(reply.text).map((text) => ({ type: 'text_delta', text })),
    });
  for (const [index, call] of (reply.toolCalls ?? []).entries())
    blocks.push({
      start: { type: 'tool_use', id: call.id ?? `toolu_${request.number}_${index + 1}`, name: call.name, input: {} },
      deltas: piecesOf(call.arguments).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    });
  return blocks;
}

function thinkingBlock(reasoning: string, signature?: string): Block {
  const deltas = piecesOf(reasoning).map((thinking): Record<string, unknown> => ({ type: 'thinking_delta', thinking }));
  if (signature) deltas.push({ type: 'signature_delta', signature });
  return { start: { type: 'thinking', thinking: '', signature: '' }, deltas };
}
