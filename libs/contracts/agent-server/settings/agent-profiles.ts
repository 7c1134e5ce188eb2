import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  literal,
  Model,
  nullable,
  number,
  parseValue,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import {
  AgentTool,
  CONDENSER_SETTINGS,
  LLMSummarizingCondenserSettings,
  ProfileVerificationSettings,
  type CondenserSettings,
} from './agent-settings.js';
import { Nullable } from './secret-text.js';

/** Level of the shape of agent profiles. */
export const AGENT_PROFILE_VERSION = 4;

/** An agent that this server runs itself: which model profile, which tools, which servers. */
@Model({ additionalProperties: false })
export class OpenHandsAgentProfile {
  @Field(integer({ minimum: 1, default: AGENT_PROFILE_VERSION })) readonly schema_version!: number;
  @Field(literal('openhands', { default: 'openhands' })) readonly agent_kind!: 'openhands';
  /** Made by the server. */
  @Field(text({ format: 'uuid' }), { required: false }) readonly id!: string;
  @Field(text({ minLength: 1 }), { required: false }) readonly name!: string;
  /** How often it was saved over. */
  @Field(integer({ minimum: 0, default: 0 })) readonly revision!: number;
  /** Null: all of the settings' servers. */
  @Nullable(listOf(text())) readonly mcp_server_refs!: string[] | null;
  /** Null: all secrets. */
  @Nullable(listOf(text())) readonly secret_refs!: string[] | null;
  @Field(text({ minLength: 1 })) readonly llm_profile_ref!: string;
  @Field(text({ default: 'CodeActAgent' })) readonly agent!: string;
  @Nullable(listOf(ref(AgentTool))) readonly tools!: AgentTool[] | null;
  @Nullable(text({ minLength: 1, maxLength: 65_536 })) readonly persona!: string | null;
  @Nullable(text()) readonly system_message_suffix!: string | null;
  @Field(listOf(text()), { initial: () => [] }) readonly disabled_skills!: string[];
  @Nullable(listOf(text())) readonly public_skills!: string[] | null;
  @Field(CONDENSER_SETTINGS, { initial: () => parseValue(LLMSummarizingCondenserSettings, {}) })
  readonly condenser!: CondenserSettings;
  @Field(ref(ProfileVerificationSettings), { initial: () => parseValue(ProfileVerificationSettings, {}) })
  readonly verification!: ProfileVerificationSettings;
  @Field(flag({ default: false })) readonly enable_classify_and_switch_llm_tool!: boolean;
  @Nullable(text({ minLength: 1 })) readonly meta_profile_ref!: string | null;
  @Field(integer({ minimum: 1, default: 1 })) readonly tool_concurrency_limit!: number;
  @Field(flag(), { required: false, ignored: true }) readonly enable_sub_agents?: boolean;
  @Field(flag(), { required: false, ignored: true }) readonly enable_switch_llm_tool?: boolean;
}

/** An agent in a program of its own. */
@Model({ additionalProperties: false })
export class ACPAgentProfile {
  @Field(integer({ minimum: 1, default: AGENT_PROFILE_VERSION })) readonly schema_version!: number;
  @Field(literal('acp')) readonly agent_kind!: 'acp';
  @Field(text({ format: 'uuid' }), { required: false }) readonly id!: string;
  @Field(text({ minLength: 1 }), { required: false }) readonly name!: string;
  @Field(integer({ minimum: 0, default: 0 })) readonly revision!: number;
  @Nullable(listOf(text())) readonly mcp_server_refs!: string[] | null;
  @Nullable(listOf(text())) readonly secret_refs!: string[] | null;
  @Field(
    text({
      enum: ['claude-code', 'codex', 'gemini-cli', 'kimi-code', 'pi', 'opencode', 'custom'],
      default: 'claude-code',
    }),
  )
  readonly acp_server!: string;
  @Nullable(text()) readonly acp_model!: string | null;
  @Nullable(text()) readonly acp_session_mode!: string | null;
  /** Seconds. */
  @Field(number({ exclusiveMinimum: 0, default: 1800 })) readonly acp_prompt_timeout!: number;
  /** Seconds. */
  @Field(number({ exclusiveMinimum: 0, default: 90 })) readonly acp_startup_timeout!: number;
  @Nullable(text()) readonly acp_command!: string | null;
  @Nullable(listOf(text())) readonly acp_args!: string[] | null;
}

export type AgentProfile = OpenHandsAgentProfile | ACPAgentProfile;

/** A profile as clients send it: which fields it may have depends on `agent_kind`. */
@Model({ additionalProperties: true })
export class AnyAgentProfile {
  @Field(text({ enum: ['openhands', 'acp'], default: 'openhands' })) readonly agent_kind!: string;
}

@Model()
export class AgentProfileInfo {
  @Field(nullable(text())) readonly id!: string | null;
  @Field(text()) readonly name!: string;
  @Field(text({ default: 'openhands' })) readonly agent_kind!: string;
  @Field(nullable(integer())) readonly revision!: number | null;
  @Field(nullable(text())) readonly llm_profile_ref!: string | null;
  @Field(nullable(listOf(text()))) readonly mcp_server_refs!: string[] | null;
}

@Model()
export class AgentProfileListResponse {
  @Field(listOf(ref(AgentProfileInfo))) readonly profiles!: AgentProfileInfo[];
  @Field(nullable(text())) readonly active_agent_profile_id!: string | null;
}

@Model()
export class AgentProfileDetailResponse {
  @Field(text()) readonly name!: string;
  @Field(anyObject()) readonly profile!: Record<string, unknown>;
}

@Model()
export class ActivateAgentProfileResponse {
  @Field(text()) readonly id!: string;
  @Field(text()) readonly message!: string;
  @Field(flag({ default: false })) readonly agent_settings_applied!: boolean;
}

/** Looks at a profile that is not saved yet. */
@Model({ additionalProperties: false })
export class MaterializeAgentProfileRequest {
  @Field(nullable(anyObject())) readonly profile?: Record<string, unknown> | null;
}

/** What an agent made of a profile would have, and what stands in the way. */
@Model()
export class AgentProfileDiagnostics {
  @Field(text()) readonly agent_kind!: string;
  @Field(flag({ default: false })) readonly valid!: boolean;
  @Field(listOf(text()), { required: false }) readonly errors!: string[];
  @Field(listOf(text()), { required: false }) readonly unusable_tools!: string[];
  @Field(nullable(text())) readonly llm_profile_ref!: string | null;
  @Field(flag({ default: false })) readonly llm_profile_resolved!: boolean;
  @Field(flag({ default: false })) readonly llm_api_key_set!: boolean;
  @Field(nullable(listOf(text()))) readonly mcp_server_refs!: string[] | null;
  @Field(listOf(text()), { required: false }) readonly resolved_mcp_config_keys!: string[];
  @Field(listOf(text()), { required: false }) readonly dangling_mcp_server_refs!: string[];
  @Field(listOf(text()), { required: false }) readonly disabled_skills!: string[];
  @Field(nullable(listOf(text()))) readonly public_skills!: string[] | null;
  @Field(listOf(text()), { required: false }) readonly resolved_skills!: string[];
  @Field(nullable(listOf(text()))) readonly secret_refs!: string[] | null;
  @Field(nullable(text())) readonly acp_api_key_secret_name!: string | null;
  @Field(nullable(text())) readonly acp_base_url_secret_name!: string | null;
  @Field(listOf(text()), { required: false }) readonly acp_file_secret_names!: string[];
  @Field(nullable(text())) readonly meta_profile_ref!: string | null;
  @Field(nullable(text())) readonly dangling_meta_profile_ref!: string | null;
  @Field(listOf(text()), { required: false }) readonly dangling_meta_profile_llm_refs!: string[];
  /** Secrets masked; null when the profile is not valid. */
  @Field(nullable(anyObject())) readonly resolved_settings!: Record<string, unknown> | null;
}
