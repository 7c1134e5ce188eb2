import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { LlmRequest, LlmSettings } from '@openhands-nest/agent-ports';
import { featuresOf } from '../features/model-features.js';
import { parametersOf, type RequestParameters } from '../parameters/parameters.js';
import { callOptionsOf } from '../request/call-options.js';
import { PromptBuilder } from '../request/prompt-builder.js';
import type { SubscriptionAccess } from '../subscription/subscription-access.js';
import type { ModelRoute } from './model-route.js';
import { openProviderModel } from './provider-model.js';
import type { StreamingModel } from './streaming-model.js';

/** One way to ask a model: the protocol, what is sent beside the conversation, and the opened connection. */
export class Channel {
  readonly route: ModelRoute;
  readonly parameters: RequestParameters;
  /** Whether a Claude model is told to think by a number of tokens, by itself or by a proxy before it. */
  readonly thinksByBudget: boolean;
  private readonly prompts: PromptBuilder;
  private opened?: Promise<StreamingModel>;
  private thoughtless?: Channel;

  constructor(
    readonly settings: LlmSettings,
    route: ModelRoute,
    private readonly subscription?: SubscriptionAccess,
  ) {
    const features = featuresOf(settings, route);
    const usesResponses = features.responses && (route.protocol === 'openai' || route.protocol === 'compatible');
    this.route = {
      ...route,
      ...(usesResponses && { protocol: 'responses' as const }),
      acceptsCacheMarks: features.cacheMarks && settings.cachePrompt !== false,
      contentForm: features.contentForm,
      ...(!features.vision && { isBlind: true as const }),
    };
    this.parameters = parametersOf({ settings, features, route: this.route });
    const { thinking, reasoning_effort: effort } = this.parameters.body;
    this.thinksByBudget = features.thinking === 'manual' && (thinking ?? effort ?? 'none') !== 'none';
    this.prompts = new PromptBuilder(this.route);
  }

  /** A request in the words of the provider SDKs, without its signal. */
  optionsOf(request: LlmRequest): LanguageModelV4CallOptions {
    return callOptionsOf(request, this.route, this.prompts);
  }

  /** The same for requests in which the model may not think. */
  withoutThinking(): Channel {
    const settings = { ...this.settings, reasoningEffort: null, thinkingBudget: null };
    return (this.thoughtless ??= new Channel(settings, this.route, this.subscription));
  }

  isOf(other: Channel): boolean {
    return this === other || this.thoughtless === other;
  }

  open(): Promise<StreamingModel> {
    return (this.opened ??= openProviderModel(this.route, this.parameters, this.settings.apiKey, this.subscription));
  }
}
