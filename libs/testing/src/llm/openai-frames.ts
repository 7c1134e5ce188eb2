import type { FakeReply, FakeRequest, FakeUsage } from './fake-turn.js';
import { piecesOf, sseFrame, type StreamScript } from './send-turn.js';

const usageOf = ({
  promptTokens = 10,
  completionTokens = 5,
  cacheReadTokens = 0,
  reasoningTokens = 0,
}: FakeUsage = {}): unknown => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
  prompt_tokens_details: { cached_tokens: cacheReadTokens },
  completion_tokens_details: { reasoning_tokens: reasoningTokens },
});

const finishReasonOf = (reply: FakeReply): string =>
  reply.finishReason ?? (reply.toolCalls?.length ? 'tool_calls' : 'stop');
const toolCallId = (request: FakeRequest, index: number): string => `call_${request.number}_${index + 1}`;

/** The reply as a stream of chat completion chunks; parallel calls take turns, as they may on the wire. */
export function openAiStream(reply: FakeReply, request: FakeRequest): StreamScript {
  const head = {
    id: reply.id ?? `chatcmpl-${request.number}`,
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: request.body.model,
  };
  const chunk = (delta: unknown, finishReason: string | null = null): string =>
    sseFrame({ ...head, choices: [{ index: 0, delta, finish_reason: finishReason }] });
  const usage = request.body.stream_options?.include_usage
    ? [sseFrame({ ...head, choices: [], usage: usageOf(reply.usage) })]
    : [];
  const closing = [chunk({}, finishReasonOf(reply)), ...usage, sseFrame('[DONE]')];
  const frames = [
    chunk({ role: 'assistant', content: '' }),
    ...piecesOf(reply.reasoning ?? '').map((piece) => chunk({ reasoning_content: piece })),
    ...signedThoughts(reply).map((block) => chunk({ thinking_blocks: [block] })),
    ...piecesOf(reply.text ?? '').map((piece) => chunk({ content: piece })),
    ...toolCallDeltas(reply, request).map((delta) => chunk({ tool_calls: [delta] })),
    ...closing,
  ];
  return { frames, closingFrames: closing.length, errorFrame: sseFrame({ error: reply.streamError }) };
}

function toolCallDeltas(reply: FakeReply, request: FakeRequest): unknown[] {
  const calls = reply.toolCalls ?? [];
  const starts = calls.map((call, index) => ({
    index,
    id: call.id ?? toolCallId(request, index),
    type: 'function',
    function: { name: call.name, arguments: '' },
  }));
  const pieces = calls.map((call) => piecesOf(call.arguments));
  const rounds = Math.max(0, ...pieces.map(({ length }) => length));
  const rest = Array.from({ length: rounds }, (_, round) =>
    pieces.flatMap((ofCall, index) =>
      ofCall[round] === undefined ? [] : [{ index, function: { arguments: ofCall[round] } }],
    ),
  );
  return [...starts, ...rest.flat()];
}

/** The reply in one piece. */
export function openAiCompletion(reply: FakeReply, request: FakeRequest): unknown {
  const toolCalls = reply.toolCalls?.map((call, index) => ({
    id: call.id ?? toolCallId(request, index),
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));
  const message = {
    role: 'assistant',
    content: reply.text ?? null,
    reasoning_content: reply.reasoning,
    tool_calls: toolCalls,
  };
  return {
    id: reply.id ?? `chatcmpl-${request.number}`,
    object: 'chat.completion',
    created: 1_700_000_000,
    model: request.body.model,
    choices: [{ index: 0, message, finish_reason: finishReasonOf(reply) }],
    usage: usageOf(reply.usage),
  };
}

/** As LiteLLM hands on what Anthropic signed. */
function signedThoughts({ signature, redactedThinking: data }: FakeReply): object[] {
  return [
    ...(signature === undefined ? [] : [{ type: 'thinking', thinking: '', signature }]),
    ...(data === undefined ? [] : [{ type: 'redacted_thinking', data }]),
  ];
}
