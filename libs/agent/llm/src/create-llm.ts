import type { Llm, LlmSettings } from '@openhands-nest/agent-ports';
import { ProviderLlm, type ProviderLlmDependencies } from './provider-llm.js';
import { subscribed } from './subscription/subscription-route.js';
import { routeOf } from './provider/model-route.js';

/**
 * A model as its settings say. Nothing is loaded or asked before the first call.
 *
 * Retries: waits grow from `retryMinMs` by the factor 2 up to `retryMaxMs`, `attempts` in total (8 s, 64 s, 5).
 * @throws InvalidRequestError when the name does not say where the model is.
 */
export function createLlm(settings: LlmSettings, dependencies: ProviderLlmDependencies): Llm {
  if (settings.subscription) return new ProviderLlm(...subscribed(settings), dependencies);
  // A blank key is what an empty form field sends.
  const apiKey = settings.apiKey?.trim() ? settings.apiKey.trim() : undefined;
  return new ProviderLlm({ ...settings, apiKey }, routeOf(settings), dependencies);
}
