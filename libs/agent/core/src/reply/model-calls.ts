import type { LlmReply, Metrics, ModelCall } from '@openhands-nest/agent-ports';

/**
 * Calls kept for each usage id. They are written anew with every reply and shown in every list of conversations, so there must not
 * be many; the sums count all.
 */
export const MAX_KEPT_CALLS = 50;

type Calls = Metrics['calls'];

/** The calls after one more reply. One that no model gave is none. */
export function withCall(calls: Calls, model: string, reply: LlmReply): Calls {
  const call = callOf(model, reply);
  return call ? newest([...(calls ?? []), call]) : calls;
}

/** Those of both, in the order in which they were answered. */
export function mergedCalls(some: Calls, others: Calls): Calls {
  if (!some || !others) return some ?? others;
  return newest([...some, ...others].sort((one, other) => one.at - other.at));
}

function newest(calls: readonly ModelCall[]): readonly ModelCall[] {
  return calls.slice(-MAX_KEPT_CALLS);
}

function callOf(model: string, { responseId, timing, cost, usage }: LlmReply): ModelCall | undefined {
  if (!timing) return undefined;
  return {
    model,
    responseId,
    at: timing.endedAt / 1000,
    latency: timing.latencyMs / 1000,
    cost,
    prompt: usage.promptTokens,
    completion: usage.completionTokens,
    ...(usage.cacheReadTokens > 0 && { cacheRead: usage.cacheReadTokens }),
    ...(usage.cacheWriteTokens > 0 && { cacheWrite: usage.cacheWriteTokens }),
    ...(usage.reasoningTokens > 0 && { reasoning: usage.reasoningTokens }),
    ...(usage.contextWindow > 0 && { window: usage.contextWindow }),
  };
}
