import { isOpenAiModel } from '../features/model-families.js';
import { effortOf, retentionOf, takesSampling } from './choices.js';
import type { ParameterSource, RequestParameters } from './parameters.js';
import { bareModelName } from '../features/model-features.js';

/** Chat completions of OpenAI, and of the many servers after its example. */
export function chatParameters(source: ParameterSource): RequestParameters {
  const { settings, features, route } = source;
  const effort = effortOf(source);
  const isOpenAis = isOpenAiModel(bareModelName(settings, route));
  const isThinking = features.reasons === true && effort !== undefined && effort !== 'none';
  return {
    body: {
      // OpenAI's newer models take the newer name only; many other servers know the older one only.
      [isOpenAis ? 'max_completion_tokens' : 'max_tokens']: settings.maxOutputTokens,
      ...(takesSampling(source, isOpenAis ? effort !== 'none' : isThinking) && sampling(source, isOpenAis)),
      seed: settings.seed,
      ...effortIn(source, effort),
      prompt_cache_retention: retentionOf(source),
    },
    headers: {},
  };
}

/** OpenAI has no top_k. */
function sampling({ settings }: ParameterSource, isOpenAis: boolean): object {
  const { temperature, topP, topK, dropParams } = settings;
  return { temperature, top_p: topP, ...((!isOpenAis || dropParams === false) && { top_k: topK }) };
}

/** DeepSeek's own API has a switch instead of an effort. */
function effortIn({ route }: ParameterSource, effort: string | undefined): object {
  if (route.provider !== 'deepseek' || effort === undefined) return { reasoning_effort: effort };
  return { thinking: { type: effort === 'none' ? 'disabled' : 'enabled' } };
}
