import type { Metrics, TokenUsage } from '@openhands-nest/agent-ports';
import type { Json } from './legacy-event.js';

const COUNTERS = ['prompt_tokens', 'completion_tokens', 'cache_read_tokens', 'cache_write_tokens'] as const;

/** Totals over all models of a conversation in the form of 0.53. The lists of single calls are empty there as well. */
export function llmMetrics(byUsage: Readonly<Record<string, Metrics>>): Json {
  const all = Object.values(byUsage);
  return {
    accumulated_cost: all.reduce((sum, { accumulated_cost }) => sum + accumulated_cost, 0),
    max_budget_per_task: all[0]?.max_budget_per_task ?? null,
    accumulated_token_usage: usageOf(all.flatMap(({ accumulated_token_usage: usage }) => usage ?? [])),
    costs: [],
    response_latencies: [],
    token_usages: [],
  };
}

function usageOf(usages: readonly TokenUsage[]): Json {
  const sum = (counter: (typeof COUNTERS)[number]): number =>
    usages.reduce((total, usage) => total + usage[counter], 0);
  return {
    model: usages[0]?.model ?? '',
    ...Object.fromEntries(COUNTERS.map((counter) => [counter, sum(counter)])),
    context_window: Math.max(0, ...usages.map(({ context_window }) => context_window)),
    per_turn_token: usages[0]?.per_turn_token ?? 0,
    response_id: '',
  };
}
