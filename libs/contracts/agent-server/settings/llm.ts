import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  Model,
  nullable,
  number,
  openText,
  ref,
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';
import { Nullable, SecretText } from './secret-text.js';

/** The model that settings name before anybody chose one. */
export const DEFAULT_MODEL = 'gpt-5.6';

/** What settings say unless somebody changes it; waits and times are in seconds. */
export const USUAL_LLM = {
  num_retries: 5,
  retry_multiplier: 8,
  retry_min_wait: 8,
  retry_max_wait: 64,
  timeout: 300,
  reasoning_effort: 'high',
  prompt_cache_retention: '24h',
  /** Tokens. */
  extended_thinking_budget: 200_000,
} as const;

const NOT_NEGATIVE: Schema = { minimum: 0 };
const NO_OVERRIDES = (): object => ({});

/** Who answers when a model fails for a reason that may pass. */
@Model()
export class FallbackStrategy {
  /** Names of LLM profiles, asked in this order. */
  @Field(listOf(text())) readonly fallback_llms!: string[];
  /** Kept for clients: profiles are those of this server. */
  @Field(nullable(text())) readonly profile_store_dir?: string | null;
}

/** Which model is asked, where, and how. Fields that this server has no use for are kept for the clients that have. */
@Model()
export class LLM {
  @Field(text({ minLength: 1, default: DEFAULT_MODEL })) readonly model!: string;
  @SecretText() readonly api_key!: string | null;
  /** A shared key and base URL, taken from the connection each time the model is used. */
  @Nullable(text()) readonly provider_connection_id!: string | null;
  @Field(text({ enum: ['api_key', 'subscription'], default: 'api_key' })) readonly auth_type!: string;
  @Nullable(literal('openai')) readonly subscription_vendor!: string | null;
  @Nullable(text()) readonly base_url!: string | null;
  @Nullable(text()) readonly api_version!: string | null;
  @SecretText() readonly aws_access_key_id!: string | null;
  @SecretText() readonly aws_secret_access_key!: string | null;
  @SecretText() readonly aws_session_token!: string | null;
  @Nullable(text()) readonly aws_region_name!: string | null;
  @Nullable(text()) readonly aws_profile_name!: string | null;
  @Nullable(text()) readonly aws_role_name!: string | null;
  @Nullable(text()) readonly aws_session_name!: string | null;
  @Nullable(text()) readonly aws_bedrock_runtime_endpoint!: string | null;
  @Field(text({ default: 'https://docs.all-hands.dev/' })) readonly openrouter_site_url!: string;
  @Field(text({ default: 'OpenHands' })) readonly openrouter_app_name!: string;
  /** Attempts of one call, in total. */
  @Field(integer({ ...NOT_NEGATIVE, default: USUAL_LLM.num_retries })) readonly num_retries!: number;
  @Field(number({ ...NOT_NEGATIVE, default: USUAL_LLM.retry_multiplier })) readonly retry_multiplier!: number;
  /** Seconds. */
  @Field(integer({ ...NOT_NEGATIVE, default: USUAL_LLM.retry_min_wait })) readonly retry_min_wait!: number;
  /** Seconds. */
  @Field(integer({ ...NOT_NEGATIVE, default: USUAL_LLM.retry_max_wait })) readonly retry_max_wait!: number;
  /** Seconds without a sign of life after which a call counts as failed; null: the server's own limit. */
  @Nullable(integer(NOT_NEGATIVE), { default: USUAL_LLM.timeout }) readonly timeout!: number | null;
  @Nullable(number(NOT_NEGATIVE), { default: USUAL_LLM.timeout }) readonly stream_idle_timeout!: number | null;
  @Field(integer({ minimum: 1, default: 30_000 })) readonly max_message_chars!: number;
  @Nullable(number(NOT_NEGATIVE)) readonly temperature!: number | null;
  @Nullable(number({ ...NOT_NEGATIVE, maximum: 1 })) readonly top_p!: number | null;
  @Nullable(number(NOT_NEGATIVE)) readonly top_k!: number | null;
  @Nullable(integer({ minimum: 1 })) readonly max_input_tokens!: number | null;
  @Nullable(integer({ minimum: 1 })) readonly max_output_tokens!: number | null;
  @Nullable(text()) readonly model_canonical_name!: string | null;
  @Field(text({ enum: ['auto', 'chat', 'responses'], default: 'auto' })) readonly api_mode!: string;
  @Field(anyObject(), { initial: NO_OVERRIDES }) readonly capability_overrides!: Record<string, unknown>;
  @Nullable(mapOf(text())) readonly extra_headers!: Record<string, string> | null;
  /** US dollars. */
  @Nullable(number(NOT_NEGATIVE)) readonly input_cost_per_token!: number | null;
  /** US dollars. */
  @Nullable(number(NOT_NEGATIVE)) readonly output_cost_per_token!: number | null;
  @Nullable(text()) readonly ollama_base_url!: string | null;
  @Field(flag({ default: false })) readonly stream!: boolean;
  @Field(flag({ default: true })) readonly drop_params!: boolean;
  @Nullable(flag()) readonly disable_vision!: boolean | null;
  @Nullable(flag(), { default: false }) readonly disable_stop_word!: boolean | null;
  @Field(flag({ default: true })) readonly caching_prompt!: boolean;
  @Field(flag({ default: false })) readonly log_completions!: boolean;
  @Field(text({ default: 'logs/completions' })) readonly log_completions_folder!: string;
  @Nullable(text()) readonly custom_tokenizer!: string | null;
  @Field(flag({ default: true })) readonly native_tool_calling!: boolean;
  @Nullable(flag()) readonly force_string_serializer!: boolean | null;
  @Nullable(flag()) readonly inline_image_urls!: boolean | null;
  @Nullable(openText(['low', 'medium', 'high', 'xhigh', 'none']), { default: USUAL_LLM.reasoning_effort })
  readonly reasoning_effort!: string | null;
  @Nullable(text({ enum: ['auto', 'concise', 'detailed'] })) readonly reasoning_summary!: string | null;
  @Field(flag({ default: true })) readonly enable_encrypted_reasoning!: boolean;
  @Nullable(text(), { default: USUAL_LLM.prompt_cache_retention }) readonly prompt_cache_retention!: string | null;
  @Nullable(integer(), {
    default: USUAL_LLM.extended_thinking_budget,
  })
  readonly extended_thinking_budget!: number | null;
  @Nullable(integer()) readonly seed!: number | null;
  @Field(text({ default: 'default' })) readonly usage_id!: string;
  @Field(nullable(ref(FallbackStrategy))) readonly fallback_strategy?: FallbackStrategy | null;
  @Field(anyObject(), { initial: NO_OVERRIDES }) readonly litellm_extra_body!: Record<string, unknown>;
}
