import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  Model,
  number,
  parseValue,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { MetaProfile } from '../meta-profiles.js';
import { LLM } from './llm.js';
import { mcpConfigComplaint, MCPServer } from './mcp-server.js';
import { Nullable, SecretText } from './secret-text.js';

/** Level of the shape of agent settings. */
export const AGENT_SETTINGS_VERSION = 9;

@Model()
export class AgentTool {
  @Field(text()) readonly name!: string;
  @Field(anyObject(), { initial: () => ({}) }) readonly params!: Record<string, unknown>;
}

/** What an agent is told besides its task. */
@Model()
export class AgentContext {
  @Field(listOf(anyObject()), { initial: () => [] }) readonly skills!: Record<string, unknown>[];
  @Nullable(text()) readonly system_message_suffix!: string | null;
  @Nullable(text()) readonly user_message_suffix!: string | null;
  @Field(flag({ default: false })) readonly load_user_skills!: boolean;
  @Field(flag({ default: false })) readonly load_public_skills!: boolean;
  @Nullable(text(), { default: 'marketplaces/default.json' }) readonly marketplace_path!: string | null;
  @Field(listOf({}), { initial: () => [] }) readonly registered_marketplaces!: unknown[];
  @Field(flag({ default: false })) readonly load_project_skills!: boolean;
  @Field(flag({ default: false })) readonly load_memory!: boolean;
  @Field(listOf(text()), { initial: () => [] }) readonly disabled_skills!: string[];
  @Nullable(anyObject()) readonly secrets!: Record<string, unknown> | null;
  /** Absent: the time of the answer. */
  @Nullable(text()) readonly current_datetime!: string | null;
}

@Model()
export class LLMSummarizingCondenserSettings {
  @Field(literal('llm_summarizing', { default: 'llm_summarizing' })) readonly condenser_kind!: 'llm_summarizing';
  @Field(flag({ default: true })) readonly enabled!: boolean;
  /** Events. */
  @Field(integer({ minimum: 20, default: 240 })) readonly max_size!: number;
  @Nullable(integer({ exclusiveMinimum: 0 })) readonly max_tokens!: number | null;
  @Field(integer({ minimum: 0, default: 2 })) readonly keep_first!: number;
  @Field(number({ exclusiveMinimum: 0, default: 0.1 })) readonly minimum_progress!: number;
  @Field(integer({ exclusiveMinimum: 0, default: 5 })) readonly hard_context_reset_max_retries!: number;
  @Field(number({ exclusiveMinimum: 0, default: 0.8 })) readonly hard_context_reset_context_scaling!: number;
}

@Model()
export class NoOpCondenserSettings {
  @Field(literal('no_op')) readonly condenser_kind!: 'no_op';
  @Field(flag({ default: true })) readonly enabled!: boolean;
}

/** Either condenser; without a kind the summarizing one. */
export const CONDENSER_SETTINGS = { anyOf: [ref(LLMSummarizingCondenserSettings), ref(NoOpCondenserSettings)] };
export type CondenserSettings = LLMSummarizingCondenserSettings | NoOpCondenserSettings;

/** A critic's settings, without its key. */
@Model()
export class ProfileVerificationSettings {
  @Field(flag({ default: false })) readonly critic_enabled!: boolean;
  @Field(text({ enum: ['finish_and_message', 'all_actions'], default: 'finish_and_message' }))
  readonly critic_mode!: string;
  @Field(flag({ default: false })) readonly enable_iterative_refinement!: boolean;
  @Field(number({ minimum: 0, maximum: 1, default: 0.6 })) readonly critic_threshold!: number;
  @Field(integer({ minimum: 1, default: 3 })) readonly max_refinement_iterations!: number;
  @Nullable(text()) readonly critic_server_url!: string | null;
  @Nullable(text()) readonly critic_model_name!: string | null;
}

@Model()
export class VerificationSettings extends ProfileVerificationSettings {
  @SecretText() readonly critic_api_key!: string | null;
}

const MCP_CONFIG = { initial: () => ({}), before: withoutWrapper, check: mcpConfigComplaint };

/** Older files keep the servers below `mcpServers`. */
function withoutWrapper(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { mcpServers, ...others } = value as Record<string, unknown>;
  return mcpServers !== undefined && Object.keys(others).length === 0 ? mcpServers : value;
}

/** Settings of an agent that this server runs itself. */
@Model()
export class OpenHandsAgentSettings {
  @Field(integer({ minimum: 1, default: AGENT_SETTINGS_VERSION })) readonly schema_version!: number;
  @Field(literal('openhands', { default: 'openhands' })) readonly agent_kind!: 'openhands';
  @Field(text({ default: 'CodeActAgent' })) readonly agent!: string;
  @Field(ref(LLM), { initial: () => parseValue(LLM, {}) }) readonly llm!: LLM;
  /** Null: the usual ones. */
  @Nullable(listOf(ref(AgentTool))) readonly tools!: AgentTool[] | null;
  @Field(flag({ default: false })) readonly enable_classify_and_switch_llm_tool!: boolean;
  /** Name of the meta-profile by which that tool goes. Null: the first one, or `meta_profile`. */
  @Nullable(text()) readonly active_meta_profile!: string | null;
  /** Counts where no meta-profile of that name is saved. */
  @Nullable(ref(MetaProfile)) readonly meta_profile!: MetaProfile | null;
  /** Models that it leads to, by name; they go before saved profiles. */
  @Field(mapOf(ref(LLM)), { initial: () => ({}) }) readonly meta_profile_llms!: Record<string, LLM>;
  @Field(integer({ minimum: 1, default: 1 })) readonly tool_concurrency_limit!: number;
  @Field(mapOf(ref(MCPServer)), MCP_CONFIG) readonly mcp_config!: Record<string, MCPServer>;
  @Nullable(text({ minLength: 1, maxLength: 65_536 })) readonly persona!: string | null;
  @Field(ref(AgentContext), { initial: () => parseValue(AgentContext, {}) }) readonly agent_context!: AgentContext;
  @Field(CONDENSER_SETTINGS, { initial: () => parseValue(LLMSummarizingCondenserSettings, {}) })
  readonly condenser!: CondenserSettings;
  @Field(ref(VerificationSettings), { initial: () => parseValue(VerificationSettings, {}) })
  readonly verification!: VerificationSettings;
}

/** Settings of an agent in a program of its own, spoken to by the Agent Client Protocol. */
@Model()
export class ACPAgentSettings {
  @Field(integer({ minimum: 1, default: AGENT_SETTINGS_VERSION })) readonly schema_version!: number;
  @Field(literal('acp')) readonly agent_kind!: 'acp';
  @Field(text({ default: 'claude-code' })) readonly acp_server!: string;
  @Field(listOf(text()), { initial: () => [] }) readonly acp_command!: string[];
  @Field(listOf(text()), { initial: () => [] }) readonly acp_args!: string[];
  @Nullable(text()) readonly acp_model!: string | null;
  @Nullable(text()) readonly acp_session_mode!: string | null;
  /** Seconds. */
  @Field(number({ exclusiveMinimum: 0, default: 1800 })) readonly acp_prompt_timeout!: number;
  /** Seconds. */
  @Field(number({ exclusiveMinimum: 0, default: 90 })) readonly acp_startup_timeout!: number;
  @Field(mapOf(ref(MCPServer)), MCP_CONFIG) readonly mcp_config!: Record<string, MCPServer>;
  @Field(flag({ default: false })) readonly acp_isolate_data_dir!: boolean;
  @Field(listOf(anyObject()), { initial: () => [] }) readonly acp_file_secrets!: Record<string, unknown>[];
  @Nullable(ref(AgentContext)) readonly agent_context!: AgentContext | null;
}

export type AgentSettings = OpenHandsAgentSettings | ACPAgentSettings;
