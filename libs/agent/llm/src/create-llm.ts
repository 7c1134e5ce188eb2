import { InvalidRequestError, type Llm, type LlmSettings } from '@openhands-nest/agent-ports';
import { PromptedToolsLlm } from './prompted-tools/prompted-tools-llm.js';
import { routeOf } from './provider/model-route.js';
import { ProviderLlm, type ProviderLlmDependencies } from './provider-llm.js';
import { subscribed } from './subscription/subscription-route.js';

/**
 * A model as its settings say. Nothing is loaded or asked before the first call.
 *
 * Retries: waits grow from `retryFactorMs` by the factor 2, within `retryMinMs` and `retryMaxMs`, `attempts` in total
 * (8 s, 64 s, 5).
 * @throws InvalidRequestError when the name does not say where the model is, or a header cannot be one.
 */
export function createLlm(settings: LlmSettings, dependencies: ProviderLlmDependencies): Llm {
  checkHeaders(settings);
  const llm = providerLlm(settings, dependencies);
  return settings.nativeToolCalling === false ? new PromptedToolsLlm(llm) : llm;
}

function providerLlm(settings: LlmSettings, dependencies: ProviderLlmDependencies): Llm {
  if (settings.subscription) return new ProviderLlm(...subscribed(settings), dependencies);
  // A blank key is what an empty form field sends.
  const apiKey = settings.apiKey?.trim() ? settings.apiKey.trim() : undefined;
  return new ProviderLlm({ ...settings, apiKey }, routeOf(settings), dependencies);
}

function checkHeaders({ extraHeaders = {} }: LlmSettings): void {
  for (const [name, value] of Object.entries(extraHeaders)) {
    try {
      new Headers([[name, value]]);
    } catch {
      throw new InvalidRequestError(
        `The extra header "${name.slice(0, 100)}" of the model cannot be sent. Use letters, digits and dashes in its name, and no line breaks or special characters in its value.`,
      );
    }
  }
}
