import type { FakeReply, FakeRequest, FakeUsage } from './fake-turn.js';
import { piecesOf, sseFrame, type StreamScript } from './send-turn.js';

const usageOf = ({
  promptTokens = 10,
  completionTokens = 5,
  cacheReadTokens = 0,
  reasoningTokens = 0,
}: FakeUsage = {}): unknown => ({
  promptTokenCount: promptTokens,
  candidatesTokenCount: completionTokens - reasoningTokens,
  thoughtsTokenCount: reasoningTokens,
  cachedContentTokenCount: cacheReadTokens,
  totalTokenCount: promptTokens + completionTokens,
});

/** The reply as streamed candidates. A call's arguments come whole, so they must be JSON. */
export function googleStream(reply: FakeReply, request: FakeRequest): StreamScript {
  const head = { responseId: reply.id ?? `google-${request.number}`, modelVersion: 'fake-gemini' };
  const chunk = (part: unknown): string =>
    sseFrame({ ...head, candidates: [{ index: 0, content: { role: 'model', parts: [part] } }] });
  const closing = sseFrame({
    ...head,
    candidates: [{ index: 0, content: { role: 'model', parts: [] }, finishReason: reply.finishReason ?? 'STOP' }],
    usageMetadata: usageOf(reply.usage),
  });
  const frames = [
    ...piecesOf(reply.reasoning ?? '').map((text) => chunk({ text, thought: true })),
    ...piecesOf(reply.text ?? '').map((text) => chunk({ text })),
    ...(reply.toolCalls ?? []).map((call) =>
      chunk({ functionCall: { name: call.name, args: JSON.parse(call.arguments) } }),
    ),
    closing,
  ];
  return { frames, closingFrames: 1, errorFrame: sseFrame({ error: reply.streamError }) };
}
