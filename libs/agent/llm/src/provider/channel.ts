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
    this.prompts = new PromptBuilder(this.route);
  }

  /** A request in the words of the provider SDKs, without its signal. */
  optionsOf(request: LlmRequest): LanguageModelV4CallOptions {
    return callOptionsOf(request, this.route, this.prompts);
  }

  /** Whether a Claude model is told how many tokens it may think. */
  get thinksByBudget(): boolean {
    const { protocol } = this.route;
    return protocol === 'anthropic' && (this.parameters.body['thinking'] as { type?: unknown })?.type === 'enabled';
  }

  /** The same for requests in which the model may not think. */
  withoutThinking(): Channel {
    const settings = { ...this.settings, reasoningEffort: 'none', thinkingBudget: null };
    return (this.thoughtless ??= new Channel(settings, this.route, this.subscription));
  }

  isOf(other: Channel): boolean {
    return this === other || this.thoughtless === other;
  }

  open(): Promise<StreamingModel> {
    return (this.opened ??= openProviderModel(this.route, this.parameters, this.settings.apiKey, this.subscription));
  }
}
