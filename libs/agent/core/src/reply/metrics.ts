import type { LlmReply, Metrics, TokenUsage } from '@openhands-nest/agent-ports';
import { withCall } from './model-calls.js';

/** The metrics after one more reply. */
export function addReply(
  before: Metrics | undefined,
  model: string,
  reply: LlmReply,
  maxBudget: number | undefined,
): Metrics {
  return {
    model_name: model,
    accumulated_cost: (before?.accumulated_cost ?? 0) + reply.cost,
    max_budget_per_task: maxBudget ?? null,
    accumulated_token_usage: addUsage(before?.accumulated_token_usage ?? undefined, model, reply),
    calls: withCall(before?.calls, model, reply),
  };
}

function addUsage(before: TokenUsage | undefined, model: string, { usage }: LlmReply): TokenUsage {
  return {
    model,
    prompt_tokens: (before?.prompt_tokens ?? 0) + usage.promptTokens,
    completion_tokens: (before?.completion_tokens ?? 0) + usage.completionTokens,
    cache_read_tokens: (before?.cache_read_tokens ?? 0) + usage.cacheReadTokens,
    cache_write_tokens: (before?.cache_write_tokens ?? 0) + usage.cacheWriteTokens,
    reasoning_tokens: (before?.reasoning_tokens ?? 0) + usage.reasoningTokens,
    context_window: Math.max(before?.context_window ?? 0, usage.contextWindow),
    per_turn_token: usage.promptTokens + usage.completionTokens,
    response_id: '',
  };
}

/** US dollars over all models of the conversation. */
export function totalCost(metrics: Readonly<Record<string, Metrics>>): number {
  return Object.values(metrics).reduce((sum, { accumulated_cost }) => sum + accumulated_cost, 0);
}
