import type { LlmSettings } from '@openhands-nest/agent-ports';
import { FallbackStrategy, USUAL_LLM as USUAL } from '@openhands-nest/contracts/agent-server';
import {
  anyObject,
  Field,
  flag,
  integer,
  literal,
  mapOf,
  Model,
  nullable,
  number,
  ref,
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { secretText } from './without-secrets.js';

const SECOND = 1000;
/** Attempts of one call. */
const MAX_ATTEMPTS = 20;
const NOT_NEGATIVE: Schema = { minimum: 0 };
const POSITIVE: Schema = { minimum: 1 };

/** The part of a model's description that decides how it is called; the rest is kept as it is. Waits are in seconds. */
@Model()
class LlmDocument {
  @Field(text({ minLength: 1 })) readonly model!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
  @Field(nullable(text())) readonly base_url?: string | null;
  @Field(nullable(integer(NOT_NEGATIVE))) readonly num_retries?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly retry_multiplier?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly retry_min_wait?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly retry_max_wait?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly timeout?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly stream_idle_timeout?: number | null;
  @Field(nullable(text())) readonly ollama_base_url?: string | null;
  @Field(nullable(text())) readonly openrouter_site_url?: string | null;
  @Field(nullable(text())) readonly openrouter_app_name?: string | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly temperature?: number | null;
  @Field(nullable(number({ ...NOT_NEGATIVE, maximum: 1 }))) readonly top_p?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly top_k?: number | null;
  @Field(nullable(integer())) readonly seed?: number | null;
  @Field(nullable(integer(POSITIVE))) readonly max_input_tokens?: number | null;
  @Field(nullable(integer(POSITIVE))) readonly max_output_tokens?: number | null;
  @Field(nullable(text())) readonly reasoning_effort?: string | null;
  @Field(nullable(text())) readonly reasoning_summary?: string | null;
  @Field(nullable(flag())) readonly enable_encrypted_reasoning?: boolean | null;
  @Field(nullable(integer())) readonly extended_thinking_budget?: number | null;
  @Field(nullable(text())) readonly prompt_cache_retention?: string | null;
  @Field(nullable(flag())) readonly caching_prompt?: boolean | null;
  @Field(nullable(flag())) readonly drop_params?: boolean | null;
  @Field(nullable(flag())) readonly disable_vision?: boolean | null;
  @Field(nullable(flag())) readonly native_tool_calling?: boolean | null;
  @Field(nullable(flag())) readonly force_string_serializer?: boolean | null;
  @Field(nullable(text({ enum: ['auto', 'chat', 'responses'] }))) readonly api_mode?: string | null;
  @Field(nullable(text())) readonly model_canonical_name?: string | null;
  @Field(nullable(anyObject())) readonly capability_overrides?: Record<string, unknown> | null;
  @Field(nullable(mapOf(text()))) readonly extra_headers?: Record<string, string> | null;
  @Field(nullable(anyObject())) readonly litellm_extra_body?: Record<string, unknown> | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly input_cost_per_token?: number | null;
  @Field(nullable(number(NOT_NEGATIVE))) readonly output_cost_per_token?: number | null;
  @Field(nullable(text({ enum: ['api_key', 'subscription'] }))) readonly auth_type?: string | null;
  @Field(nullable(literal('openai'))) readonly subscription_vendor?: string | null;
  @Field(nullable(ref(FallbackStrategy))) readonly fallback_strategy?: FallbackStrategy | null;
}

/**
 * How a described model is called. Zeros and blanks of forms mean the usual; what is as usual is left to the server.
 * @throws InvalidInputError
 */
export function llmSettingsOf(document: unknown, at: readonly (string | number)[]): LlmSettings {
  const llm = parseInput(LlmDocument, document, at);
  const members: Partial<LlmSettings> = { ...placeOf(llm), ...callsOf(llm), ...requestsOf(llm), ...abilitiesOf(llm) };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return { model: llm.model, ...(Object.fromEntries(given) as Omit<LlmSettings, 'model'>) };
}

function placeOf(llm: LlmDocument): Partial<LlmSettings> {
  return {
    apiKey: secretText(llm.api_key),
    baseUrl: (llm.base_url ?? ollamaUrl(llm))?.trim() || undefined,
    subscription: llm.auth_type === 'subscription' ? 'openai' : undefined,
    fallbackProfiles: llm.fallback_strategy?.fallback_llms,
    extraHeaders: headersOf(llm),
  };
}

function callsOf(llm: LlmDocument): Partial<LlmSettings> {
  return {
    attempts: attempts(unusual(llm.num_retries, USUAL.num_retries)),
    retryFactorMs: milliseconds(unusual(llm.retry_multiplier, USUAL.retry_multiplier)),
    retryMinMs: milliseconds(unusual(llm.retry_min_wait, USUAL.retry_min_wait)),
    retryMaxMs: milliseconds(unusual(llm.retry_max_wait, USUAL.retry_max_wait)),
    timeoutMs: milliseconds(unusual(llm.timeout || undefined, USUAL.timeout)),
    idleTimeoutMs: milliseconds(unusual(llm.stream_idle_timeout || undefined, USUAL.timeout)),
  };
}

function requestsOf(llm: LlmDocument): Partial<LlmSettings> {
  return {
    temperature: llm.temperature ?? undefined,
    topP: llm.top_p ?? undefined,
    topK: llm.top_k ?? undefined,
    seed: llm.seed ?? undefined,
    maxOutputTokens: llm.max_output_tokens ?? undefined,
    reasoningEffort: unlessUsual(blankIsNull(llm.reasoning_effort), USUAL.reasoning_effort),
    reasoningSummary: llm.reasoning_summary ?? undefined,
    encryptedReasoning: unusual(llm.enable_encrypted_reasoning, true),
    thinkingBudget: unlessUsual(llm.extended_thinking_budget, USUAL.extended_thinking_budget),
    promptCacheRetention: unlessUsual(blankIsNull(llm.prompt_cache_retention), USUAL.prompt_cache_retention),
    cachePrompt: unusual(llm.caching_prompt, true),
    dropParams: unusual(llm.drop_params, true),
    extraBody: filled(llm.litellm_extra_body),
  };
}

function abilitiesOf(llm: LlmDocument): Partial<LlmSettings> {
  const isString = llm.force_string_serializer ?? undefined;
  return {
    apiMode: llm.api_mode === 'chat' || llm.api_mode === 'responses' ? llm.api_mode : undefined,
    canonicalName: llm.model_canonical_name?.trim() || undefined,
    capabilities: filled(llm.capability_overrides),
    nativeToolCalling: unusual(llm.native_tool_calling, true),
    contentForm: isString === undefined ? undefined : isString ? 'text' : 'parts',
    vision: llm.disable_vision ? false : undefined,
    contextWindow: llm.max_input_tokens ?? undefined,
    inputCostPerToken: llm.input_cost_per_token ?? undefined,
    outputCostPerToken: llm.output_cost_per_token ?? undefined,
  };
}

function ollamaUrl({ model, ollama_base_url: url }: LlmDocument): string | null | undefined {
  return model.startsWith('ollama') ? url : undefined;
}

/** Clients send every member of a form; what nobody changed must not stand above the server's environment. */
function unusual<T>(value: T | null | undefined, usual: T): T | undefined {
  return value === null || value === usual ? undefined : value;
}

/** The same where null says something: that it is not wanted. */
function unlessUsual<T>(value: T | null | undefined, usual: T): T | null | undefined {
  return value === usual ? undefined : value;
}

function blankIsNull(value: string | null | undefined): string | null | undefined {
  return value === undefined ? undefined : value?.trim() || null;
}

function filled<T extends object>(value: T | null | undefined): T | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined;
}

/** Who uses OpenRouter is told to it; the person's own headers go before that. */
function headersOf(llm: LlmDocument): Record<string, string> | undefined {
  const own = llm.extra_headers ?? {};
  if (!llm.model.startsWith('openrouter/')) return filled(own);
  const site = llm.openrouter_site_url?.trim();
  const app = llm.openrouter_app_name?.trim();
  return filled({ ...(site && { 'HTTP-Referer': site }), ...(app && { 'X-Title': app }), ...own });
}

function attempts(wanted: number | undefined): number | undefined {
  return wanted === undefined ? undefined : Math.min(Math.max(wanted, 1), MAX_ATTEMPTS);
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * SECOND;
}
