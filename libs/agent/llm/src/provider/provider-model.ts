import { CompatibleModel } from '../compatible/compatible-model.js';
import type { RequestParameters } from '../parameters/parameters.js';
import type { SubscriptionAccess } from '../subscription/subscription-access.js';
import { openSubscriptionModel } from '../subscription/subscription-model.js';
import { SUBSCRIPTION_PROVIDER } from '../subscription/subscription-route.js';
import { fetchWithBody } from './fetch-with-body.js';
import type { ModelRoute } from './model-route.js';
import type { StreamingModel } from './streaming-model.js';

/** Sent where a server wants no key, so that no key of the environment is picked up and sent to it. */
const NO_KEY = 'not-needed';

/**
 * Loads the provider's SDK, if it needs one, which takes too long to do it for nothing at start. The SDKs write the conversation
 * and the tools; what else is sent is added to their requests, as it was chosen, since they know better for some models.
 */
export async function openProviderModel(
  route: ModelRoute,
  parameters: RequestParameters,
  apiKey?: string,
  subscription?: SubscriptionAccess,
): Promise<StreamingModel> {
  const { protocol, modelId, baseUrl: baseURL } = route;
  if (protocol === 'openai' || protocol === 'compatible') return new CompatibleModel(route, parameters, apiKey);
  if (route.provider === SUBSCRIPTION_PROVIDER) return openSubscriptionModel(route, parameters, subscription);
  const { headers } = parameters;
  const options = { baseURL, apiKey: apiKey ?? NO_KEY, headers: { ...headers }, fetch: fetchWithBody(parameters.body) };
  switch (protocol) {
    case 'responses': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI(options).responses(modelId);
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic(options)(modelId);
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google');
      return createGoogle(options)(modelId);
    }
  }
}
