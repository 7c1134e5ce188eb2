import type { Metrics, TokenUsage } from '@openhands-nest/agent-ports';
import { mergedCalls } from '../reply/model-calls.js';

/** All of them as one. Undefined when there are none. */
export function sumMetrics(all: readonly Metrics[]): Metrics | undefined {
  return all.reduce<Metrics | undefined>((sum, metrics) => (sum ? plus(sum, metrics) : metrics), undefined);
}

function plus(one: Metrics, other: Metrics): Metrics {
  return {
    ...one,
    accumulated_cost: one.accumulated_cost + other.accumulated_cost,
    accumulated_token_usage: plusUsage(one.accumulated_token_usage, other.accumulated_token_usage),
    calls: mergedCalls(one.calls, other.calls),
  };
}

function plusUsage(one: TokenUsage | null, other: TokenUsage | null): TokenUsage | null {
  if (!one || !other) return one ?? other;
  return {
    ...one,
    prompt_tokens: one.prompt_tokens + other.prompt_tokens,
    completion_tokens: one.completion_tokens + other.completion_tokens,
    cache_read_tokens: one.cache_read_tokens + other.cache_read_tokens,
    cache_write_tokens: one.cache_write_tokens + other.cache_write_tokens,
    reasoning_tokens: one.reasoning_tokens + other.reasoning_tokens,
    context_window: Math.max(one.context_window, other.context_window),
    per_turn_token: other.per_turn_token,
  };
}
