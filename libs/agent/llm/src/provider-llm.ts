import { randomUUID } from 'node:crypto';
import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import {
  LlmError,
  LlmErrorKind,
  type Clock,
  type Llm,
  type LlmReply,
  type LlmRequest,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import { llmErrorOf, toLlmError } from './errors/to-llm-error.js';
import { costOf, priceOf } from './pricing/price.js';
import type { ModelRoute } from './provider/model-route.js';
import { openProviderModel } from './provider/provider-model.js';
import type { StreamingModel } from './provider/streaming-model.js';
import { callOptionsOf } from './request/call-options.js';
import { PromptBuilder } from './request/prompt-builder.js';
import type { SubscriptionAccess } from './subscription/subscription-access.js';
import { withRetries } from './retry/with-retries.js';
import { readReply, type ReadReply } from './stream/read-reply.js';
import { StallGuard } from './stream/stall-guard.js';

const DEFAULT_TIMEOUT_MS = 300_000;

export interface ProviderLlmDependencies {
  readonly clock: Clock;
  /** From 0 up to 1, without 1; for the jitter of waits. */
  readonly random?: () => number;
  /** The subscription that is signed in to, for models that are reached by it. */
  readonly subscription?: SubscriptionAccess;
}

/** A model behind a provider's HTTP API. */
export class ProviderLlm implements Llm {
  private opened?: Promise<StreamingModel>;
  private readonly prompts: PromptBuilder;

  constructor(
    private readonly settings: LlmSettings,
    private readonly route: ModelRoute,
    private readonly dependencies: ProviderLlmDependencies,
  ) {
    this.prompts = new PromptBuilder(route);
  }

  get model(): string {
    return this.settings.model;
  }

  /** After a failed attempt the text is streamed from its beginning again. */
  async complete(request: LlmRequest): Promise<LlmReply> {
    request.signal.throwIfAborted();
    if (this.route.needsKey && !this.settings.apiKey)
      throw new LlmError(
        LlmErrorKind.Authentication,
        `No API key is set for the model ${this.model}. Enter one in the settings, or set LLM_API_KEY.`,
      );
    const options = callOptionsOf(request, this.settings, this.prompts);
    const { clock, random = Math.random } = this.dependencies;
    return withRetries({ settings: this.settings, clock, random }, request, () => this.attempt(options, request));
  }

  private async attempt(options: LanguageModelV4CallOptions, request: LlmRequest): Promise<LlmReply> {
    const { clock } = this.dependencies;
    const timeoutMs = this.settings.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const guard = new StallGuard(clock, timeoutMs, request.signal);
    const startedAt = clock.now();
    try {
      const provider = await (this.opened ??= this.open());
      const { stream, response } = await provider.doStream({ ...options, abortSignal: guard.signal });
      const reply = await readReply(stream, request, () => guard.touch());
      const endedAt = clock.now();
      return { ...this.priced(reply, response?.headers), timing: { endedAt, latencyMs: endedAt - startedAt } };
    } catch (error) {
      request.signal.throwIfAborted();
      if (guard.hasStalled) throw llmErrorOf(LlmErrorKind.Timeout, `nothing came for ${timeoutMs / 1000} seconds`);
      throw toLlmError(error, { apiKey: this.settings.apiKey, now: clock.now() });
    } finally {
      guard.stop();
    }
  }

  private open(): Promise<StreamingModel> {
    return openProviderModel(this.route, this.settings.apiKey, this.dependencies.subscription);
  }

  private priced({ usage, responseId, ...reply }: ReadReply, headers?: Readonly<Record<string, string>>): LlmReply {
    const price = priceOf(this.route.modelId);
    return {
      ...reply,
      responseId: responseId || `reply-${randomUUID()}`,
      usage: { ...usage, contextWindow: price?.contextWindow ?? 0 },
      cost: costOf({ usage, price, settings: this.settings, headers }),
    };
  }
}
