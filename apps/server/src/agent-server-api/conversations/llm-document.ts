import type { LlmSettings } from '@openhands-nest/agent-ports';
import { FallbackStrategy } from '@openhands-nest/contracts/agent-server';
import {
  Field,
  integer,
  InvalidValueError,
  literal,
  Model,
  nullable,
  number,
  parseValue,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { InvalidInputError } from '../../http/problems.js';

/** What stands for a secret that is set. */
const STARS = '**********';
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'api_key',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
]);
const SECOND = 1000;
/** Attempts of one call. */
const MAX_ATTEMPTS = 20;

/** The part of a model's description that decides how it is called; the rest is kept as it is. Waits are in seconds. */
@Model()
class LlmDocument {
  @Field(text({ minLength: 1 })) readonly model!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
  @Field(nullable(text())) readonly base_url?: string | null;
  @Field(nullable(integer({ minimum: 0 }))) readonly num_retries?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly retry_min_wait?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly retry_max_wait?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly timeout?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly stream_idle_timeout?: number | null;
  @Field(nullable(text())) readonly ollama_base_url?: string | null;
  @Field(nullable(number({ minimum: 0 }))) readonly temperature?: number | null;
  @Field(nullable(integer({ minimum: 1 }))) readonly max_output_tokens?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly input_cost_per_token?: number | null;
  @Field(nullable(number({ minimum: 0 }))) readonly output_cost_per_token?: number | null;
  @Field(nullable(text({ enum: ['api_key', 'subscription'] }))) readonly auth_type?: string | null;
  @Field(nullable(literal('openai'))) readonly subscription_vendor?: string | null;
  @Field(nullable(ref(FallbackStrategy))) readonly fallback_strategy?: FallbackStrategy | null;
}

/** How a described model is called. Zeros and blanks of forms mean the usual. @throws InvalidInputError */
export function llmSettingsOf(document: unknown, at: readonly (string | number)[]): LlmSettings {
  const llm = parse(document, at);
  const members: Partial<LlmSettings> = {
    apiKey: secret(llm.api_key),
    baseUrl: (llm.base_url ?? ollamaUrl(llm))?.trim() || undefined,
    attempts: attempts(llm.num_retries),
    retryMinMs: milliseconds(llm.retry_min_wait),
    retryMaxMs: milliseconds(llm.retry_max_wait),
    timeoutMs: milliseconds(llm.stream_idle_timeout || llm.timeout || undefined),
    temperature: llm.temperature ?? undefined,
    maxOutputTokens: llm.max_output_tokens ?? undefined,
    inputCostPerToken: llm.input_cost_per_token ?? undefined,
    outputCostPerToken: llm.output_cost_per_token ?? undefined,
    subscription: llm.auth_type === 'subscription' ? 'openai' : undefined,
    fallbackProfiles: llm.fallback_strategy?.fallback_llms,
  };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return { model: llm.model, ...(Object.fromEntries(given) as Omit<LlmSettings, 'model'>) };
}

/** A copy in which every secret that is set is replaced by stars, at any depth. */
export function withoutSecrets<T>(value: T): T {
  return starred(value) as T;
}

function starred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => starred(item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    SECRET_KEYS.has(key) && member ? STARS : starred(member),
  ]);
  return Object.fromEntries(members);
}

function parse(document: unknown, at: readonly (string | number)[]): LlmDocument {
  try {
    return parseValue(LlmDocument, document, at);
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}

/** Blank texts and stars stand for "not set". */
function secret(value: string | null | undefined): string | undefined {
  return value?.trim() && value !== STARS ? value : undefined;
}

function ollamaUrl({ model, ollama_base_url: url }: LlmDocument): string | null | undefined {
  return model.startsWith('ollama') ? url : undefined;
}

function attempts(wanted: number | null | undefined): number | undefined {
  return wanted === null || wanted === undefined ? undefined : Math.min(Math.max(wanted, 1), MAX_ATTEMPTS);
}

function milliseconds(seconds: number | null | undefined): number | undefined {
  return seconds === null || seconds === undefined ? undefined : seconds * SECOND;
}
