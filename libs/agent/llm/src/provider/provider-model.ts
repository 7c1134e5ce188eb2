import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ModelRoute } from './model-route.js';

/** Sent where a server wants no key, so that no key of the environment is picked up and sent to it. */
const NO_KEY = 'not-needed';

/** Loads the provider's SDK, which takes too long to do it for nothing at start. */
export async function openProviderModel(
  { protocol, modelId, baseUrl }: ModelRoute,
  apiKey?: string,
): Promise<LanguageModelV4> {
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
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
      return createOpenAICompatible({ name: 'compatible', baseURL: baseUrl, apiKey, includeUsage: true }).chatModel(
        modelId,
      );
    }
  }
}
