import { effortOf, retentionOf, takesSampling } from './choices.js';
import type { ParameterSource, RequestParameters } from './parameters.js';

/** OpenAI's Responses API, asked to keep nothing: what the model thought comes encrypted, and goes back with the next request. */
export function responsesParameters(source: ParameterSource): RequestParameters {
  const { settings, features } = source;
  const effort = effortOf(source);
  const reasons = features.reasons !== false;
  return {
    body: {
      max_output_tokens: settings.maxOutputTokens,
      ...(takesSampling(source, effort !== 'none') && { temperature: settings.temperature, top_p: settings.topP }),
      ...(settings.dropParams === false && { top_k: settings.topK, seed: settings.seed }),
      ...(effort !== undefined && { reasoning: { effort, summary: settings.reasoningSummary } }),
      ...(reasons && settings.encryptedReasoning !== false && { include: ['reasoning.encrypted_content'] }),
      prompt_cache_retention: retentionOf(source),
    },
    headers: {},
  };
}
