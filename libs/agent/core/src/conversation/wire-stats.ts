import type { ConversationRecord, Metrics, ModelCall, TokenUsage } from '@openhands-nest/agent-ports';

type ByUsage = ConversationRecord['metrics'];

/** What was used, by usage id, as clients read it from `stats` updates: sums only. */
export function briefStats(metrics: ByUsage): object {
  return { usage_to_metrics: mapped(metrics, briefly) };
}

/** What was used, by usage id, as a conversation shows it: sums, and the newest calls one by one. */
export function wireStats({ metrics }: ConversationRecord): object {
  return { usage_to_metrics: mapped(metrics, inFull) };
}

function mapped(metrics: ByUsage, shown: (metrics: Metrics) => object): Record<string, object> {
  return Object.fromEntries(Object.entries(metrics).map(([usageId, one]) => [usageId, shown(one)]));
}

function briefly({ calls: _, ...sums }: Metrics): object {
  return sums;
}

function inFull(metrics: Metrics): object {
  const { calls = [] } = metrics;
  return {
    ...briefly(metrics),
    // As in the reference, calls that cost nothing are no costs.
    costs: calls.filter(({ cost }) => cost > 0).map(({ model, cost, at }) => ({ model, cost, timestamp: at })),
    response_latencies: calls.map(({ model, latency, responseId }) => ({ model, latency, response_id: responseId })),
    token_usages: calls.map(tokenUsageOf),
  };
}

function tokenUsageOf({ model, responseId, prompt, completion, ...call }: ModelCall): TokenUsage {
  return {
    model,
    prompt_tokens: prompt,
    completion_tokens: completion,
    cache_read_tokens: call.cacheRead ?? 0,
    cache_write_tokens: call.cacheWrite ?? 0,
    reasoning_tokens: call.reasoning ?? 0,
    context_window: call.window ?? 0,
    per_turn_token: prompt + completion,
    response_id: responseId,
  };
}
