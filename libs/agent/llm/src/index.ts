export { knownModels, modelsByFullName, providerNames, verifiedModels } from './catalogue.js';
export { createLlm } from './create-llm.js';
export { createJudges } from './judges/create-judges.js';
export { FallbackLlm, type OpenLlm } from './fallback-llm.js';
export { LearnedLimits } from './provider/learned-limits.js';
export { routeOf, type ModelRoute, type Protocol } from './provider/model-route.js';
export { priceOf } from './pricing/price.js';
export type { ModelPrice } from './pricing/price-list.js';
export type { ProviderLlmDependencies } from './provider-llm.js';
export { TrajectoryLlm } from './trajectory/trajectory-llm.js';
export { readRecording, type Recording } from './trajectory/parse-trajectory.js';
export {
  OpenAiSubscription,
  type OpenAiSubscriptionOptions,
  type SubscriptionStatus,
} from './subscription/openai-subscription.js';
export { SUBSCRIPTION_MODELS } from './subscription/subscription-route.js';
export { IssuerError } from './subscription/openai-issuer.js';
export { warmUp } from './warm-up.js';
