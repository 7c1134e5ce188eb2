import { randomUUID } from 'node:crypto';
import {
  LlmError,
  LlmErrorKind,
  type Clock,
  type Llm,
  type LlmReply,
  type LlmRequest,
  type LlmSettings,
} from '@openhands-nest/agent-ports';
import { factsOf, type FailureFacts } from './errors/failure-facts.js';
import { llmErrorOf, refusedSettingError, toLlmError } from './errors/to-llm-error.js';
import { bareModelName } from './features/model-features.js';
import { refusedSetting, settingsWithout } from './parameters/refused-setting.js';
import { costOf, priceOf } from './pricing/price.js';
import { Channel } from './provider/channel.js';
import { LearnedLimits } from './provider/learned-limits.js';
import { hasNoResponsesApi } from './provider/missing-api.js';
import type { ModelRoute } from './provider/model-route.js';
import { isTurnUnsigned } from './request/unsigned-turn.js';
import { withRetries } from './retry/with-retries.js';
import { readReply, type ReadReply } from './stream/read-reply.js';
import { StallGuard } from './stream/stall-guard.js';
import type { SubscriptionAccess } from './subscription/subscription-access.js';

const DEFAULT_TIMEOUT_MS = 300_000;

export interface ProviderLlmDependencies {
  readonly clock: Clock;
  /** From 0 up to 1, without 1; for the jitter of waits. */
  readonly random?: () => number;
  /** The subscription that is signed in to, for models that are reached by it. */
  readonly subscription?: SubscriptionAccess;
  /** What servers are known not to take; shared by models that are opened again and again. */
  readonly limits?: LearnedLimits;
}

/** A model behind a provider's HTTP API. */
export class ProviderLlm implements Llm {
  private readonly limits: LearnedLimits;
  private channel: Channel;

  constructor(
    private readonly settings: LlmSettings,
    private readonly route: ModelRoute,
    private readonly dependencies: ProviderLlmDependencies,
  ) {
    this.limits = dependencies.limits ?? new LearnedLimits();
    this.channel = this.openChannel();
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
    const { clock, random = Math.random } = this.dependencies;
    return withRetries({ settings: this.settings, clock, random }, request, () => this.attempt(request));
  }

  /** One attempt, and another one each time that something turns out which its server does not take. */
  private async attempt(request: LlmRequest): Promise<LlmReply> {
    for (;;) {
      const channel = this.channelFor(request);
      const options = channel.optionsOf(request);
      const guard = this.guard(request);
      try {
        const startedAt = this.dependencies.clock.now();
        const provider = await channel.open();
        const { stream, response } = await provider.doStream({ ...options, abortSignal: guard.signal });
        const reply = await readReply(stream, request, () => guard.touch());
        const endedAt = this.dependencies.clock.now();
        return { ...this.priced(reply, response?.headers), timing: { endedAt, latencyMs: endedAt - startedAt } };
      } catch (error) {
        request.signal.throwIfAborted();
        if (guard.hasStalled) throw llmErrorOf(LlmErrorKind.Timeout, `nothing came for ${guard.limit / 1000} seconds`);
        if (!this.adaptTo(factsOf(error), channel)) throw this.failure(error, channel);
      } finally {
        guard.stop();
      }
    }
  }

  /** Whether the request can be made in another way, which is then the one in force. */
  private adaptTo(facts: FailureFacts, channel: Channel): boolean {
    const { dropParams, apiMode } = channel.settings;
    const refused = refusedSetting(facts, channel.parameters.body, channel.settings);
    if (refused !== undefined && dropParams !== false) this.limits.refuses(this.route, refused);
    else if (apiMode !== 'responses' && hasNoResponsesApi(facts, channel.route)) this.limits.speaksChatOnly(this.route);
    else return false;
    // Another call may have learned it already.
    if (this.channel.isOf(channel)) this.channel = this.openChannel();
    return true;
  }

  private channelFor({ messages }: LlmRequest): Channel {
    const { channel } = this;
    return channel.thinksByBudget && isTurnUnsigned(messages) ? channel.withoutThinking() : channel;
  }

  private openChannel(): Channel {
    const { refused, isChatOnly } = this.limits.of(this.route);
    const settings = this.settings.dropParams === false ? this.settings : settingsWithout(this.settings, refused);
    const chat = isChatOnly && settings.apiMode === undefined ? { apiMode: 'chat' as const } : {};
    return new Channel({ ...settings, ...chat }, this.route, this.dependencies.subscription);
  }

  private guard({ signal }: LlmRequest): StallGuard {
    const { timeoutMs: first = DEFAULT_TIMEOUT_MS, idleTimeoutMs: next = first } = this.settings;
    return new StallGuard(this.dependencies.clock, { first, next }, signal);
  }

  private failure(error: unknown, { parameters, settings }: Channel): LlmError {
    const context = { secrets: secretsOf(this.settings), now: this.dependencies.clock.now() };
    const refused = error instanceof LlmError ? undefined : refusedSetting(factsOf(error), parameters.body, settings);
    return refused === undefined ? toLlmError(error, context) : refusedSettingError(refused, error, context);
  }

  private priced({ usage, responseId, ...reply }: ReadReply, headers?: Readonly<Record<string, string>>): LlmReply {
    const { settings } = this;
    const price = priceOf(bareModelName(settings, this.route));
    return {
      ...reply,
      responseId: responseId || `reply-${randomUUID()}`,
      usage: { ...usage, contextWindow: settings.contextWindow ?? price?.contextWindow ?? 0 },
      cost: costOf({ usage, price, settings, headers }),
    };
  }
}

/** Gateways have their keys in headers of their own. */
const SECRET_HEADER = /auth|key|token|secret|cookie/i;

function secretsOf({ apiKey, extraHeaders = {} }: LlmSettings): (string | undefined)[] {
  const headers = Object.entries(extraHeaders).flatMap(([name, value]) => (SECRET_HEADER.test(name) ? [value] : []));
  return [apiKey, ...headers];
}
