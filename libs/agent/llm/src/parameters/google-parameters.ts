import { geminiVersion } from '../features/model-families.js';
import { bareModelName } from '../features/model-features.js';
import { effortOf, takesSampling } from './choices.js';
import type { ParameterSource, RequestParameters } from './parameters.js';

/** Tokens of thinking by effort, for Gemini 2.5. */
const BUDGETS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 128,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};
/** From Gemini 3 on levels take the place of budgets. There is none above high, and no model of these stops thinking. */
const LEVELS: Readonly<Record<string, string>> = { none: 'minimal', xhigh: 'high', max: 'high' };
const NO_MINIMUM = /pro/;

/** Google's generative language API. Safety settings come as `safetySettings` of the person's own members. */
export function googleParameters(source: ParameterSource): RequestParameters {
  const { settings } = source;
  const effort = effortOf(source);
  const sampled = takesSampling(source, effort !== undefined && effort !== 'none');
  return {
    body: {
      generationConfig: {
        maxOutputTokens: settings.maxOutputTokens,
        ...(sampled && { temperature: settings.temperature, topP: settings.topP, topK: settings.topK }),
        seed: settings.seed,
        ...(effort !== undefined && { thinkingConfig: thinkingOf(source, effort) }),
      },
    },
    headers: {},
  };
}

function thinkingOf({ settings, route }: ParameterSource, effort: string): object {
  const name = bareModelName(settings, route);
  const includeThoughts = effort !== 'none';
  if ((geminiVersion(name) ?? 3) < 3) return { thinkingBudget: BUDGETS[effort] ?? BUDGETS['high'], includeThoughts };
  const level = LEVELS[effort] ?? effort;
  return { thinkingLevel: level === 'minimal' && NO_MINIMUM.test(name) ? 'low' : level, includeThoughts };
}
