import { effortOf, takesSampling } from './choices.js';
import type { JsonObject } from './merged.js';
import type { ParameterSource, RequestParameters } from './parameters.js';

/** Tokens of a reply by a model that thinks by budget, unless the settings say otherwise. */
const USUAL_LENGTH = 64_000;
const USUAL_BUDGET = 200_000;
/** The fewest that Anthropic takes. */
const SMALLEST_BUDGET = 1024;
/** Upper bounds of the budget for those who want less than everything. */
const BUDGETS: Readonly<Record<string, number>> = { minimal: SMALLEST_BUDGET, low: 4096, medium: 16_384 };
/** Lets such a model think between its calls of tools. */
const INTERLEAVED = { 'anthropic-beta': 'interleaved-thinking-2025-05-14' };

/** Anthropic's messages API. */
export function anthropicParameters(source: ParameterSource): RequestParameters {
  const { settings } = source;
  const thinking = thinkingOf(source);
  const isThinking = thinking !== undefined;
  return {
    body: {
      max_tokens: settings.maxOutputTokens,
      ...(takesSampling(source, isThinking) && {
        temperature: settings.temperature,
        top_p: settings.topP,
        top_k: settings.topK,
      }),
      ...(settings.dropParams === false && { seed: settings.seed }),
      ...thinking?.body,
    },
    headers: thinking?.headers ?? {},
  };
}

function thinkingOf(source: ParameterSource): { body: JsonObject; headers: Record<string, string> } | undefined {
  const effort = effortOf(source);
  if (effort === 'none') return undefined;
  switch (source.features.thinking) {
    case 'none':
      return undefined;
    case 'adaptive':
      return effort === undefined ? undefined : { body: adaptive(effort), headers: {} };
    case 'manual': {
      const body = byBudget(source, effort);
      return body && { body, headers: INTERLEAVED };
    }
  }
}

function adaptive(effort: string): JsonObject {
  return {
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: { effort: effort === 'minimal' ? 'low' : effort },
  };
}

/** Undefined when a reply is too short to think. */
function byBudget({ settings }: ParameterSource, effort: string | undefined): JsonObject | undefined {
  const length = settings.maxOutputTokens ?? USUAL_LENGTH;
  const wanted = settings.thinkingBudget === undefined ? USUAL_BUDGET : (settings.thinkingBudget ?? 0);
  const budget = Math.min(wanted, BUDGETS[effort ?? ''] ?? Infinity, length - 1);
  if (budget < SMALLEST_BUDGET) return undefined;
  return { max_tokens: length, thinking: { type: 'enabled', budget_tokens: budget } };
}
