import { InvalidRequestError, type LlmSettings } from '@openhands-nest/agent-ports';
import type { ModelRoute } from '../provider/model-route.js';

/** In place of a prefix. */
export const SUBSCRIPTION_PROVIDER = 'chatgpt';

/** Models that a ChatGPT subscription opens. */
export const SUBSCRIPTION_MODELS: readonly string[] = [
  'gpt-5.5',
  'gpt-5.6-luna',
  'gpt-5.6-sol',
  'gpt-5.6-terra',
  'gpt-6-astra',
  'gpt-6-luna',
  'gpt-6-sol',
  'gpt-6.1-sol',
];

/**
 * How a subscription's model is called. What its API does not take is left out, and a call costs nothing by itself.
 * @throws InvalidRequestError for a model that no subscription opens
 */
export function subscribed(settings: LlmSettings): [settings: LlmSettings, route: ModelRoute] {
  const modelId = settings.model.trim().replace(/^openai\//, '');
  if (!SUBSCRIPTION_MODELS.includes(modelId))
    throw new InvalidRequestError(
      `A ChatGPT subscription does not open the model "${modelId}". Choose one of ${SUBSCRIPTION_MODELS.join(', ')}.`,
    );
  const { apiKey: _key, baseUrl: _url, temperature: _warmth, maxOutputTokens: _length, ...rest } = settings;
  return [
    { ...rest, inputCostPerToken: 0, outputCostPerToken: 0 },
    { ...ROUTE, modelId },
  ];
}

const ROUTE = {
  protocol: 'responses',
  provider: SUBSCRIPTION_PROVIDER,
  /** The subscription knows it. */
  baseUrl: '',
  needsKey: false,
  acceptsCacheMarks: false,
  wantsReasoningBack: false,
} as const satisfies Omit<ModelRoute, 'modelId'>;
