import { CompatibleModel } from '../compatible/compatible-model.js';
import type { SubscriptionAccess } from '../subscription/subscription-access.js';
import { openSubscriptionModel } from '../subscription/subscription-model.js';
import type { ModelRoute } from './model-route.js';
import type { StreamingModel } from './streaming-model.js';

/** Sent where a server wants no key, so that no key of the environment is picked up and sent to it. */
const NO_KEY = 'not-needed';

/** Loads the provider's SDK, if it needs one, which takes too long to do it for nothing at start. */
export async function openProviderModel(
  route: ModelRoute,
  apiKey?: string,
  subscription?: SubscriptionAccess,
): Promise<StreamingModel> {
  const { protocol, modelId, baseUrl } = route;
  switch (protocol) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai');
      return createOpenAI({ baseURL: baseUrl, apiKey: apiKey ?? NO_KEY }).chat(modelId);
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic');
      return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? NO_KEY })(modelId);
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google');
      return createGoogle({ baseURL: baseUrl, apiKey: apiKey ?? NO_KEY })(modelId);
    }
    case 'responses':
      return openSubscriptionModel(route, subscription);
    case 'compatible':
      return new CompatibleModel(route, apiKey);
  }
}
