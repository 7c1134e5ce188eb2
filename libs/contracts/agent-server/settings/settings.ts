import { anyObject, Field, flag, integer, Model, nullable, number, text } from '@openhands-nest/contracts/schema';
import { Nullable } from './secret-text.js';

/** Names of profiles of both kinds. */
export const PROFILE_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';
const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

/** What new conversations begin with, besides their agent. */
@Model()
export class ConversationSettings {
  @Field(integer({ minimum: 1, default: 1 })) readonly schema_version!: number;
  @Field(integer({ minimum: 1, default: 500 })) readonly max_iterations!: number;
  @Field(flag({ default: false })) readonly confirmation_mode!: boolean;
  @Nullable(text({ enum: ['llm', 'none'] }), { default: 'llm' }) readonly security_analyzer!: string | null;
  @Field(text({ enum: ['local', 'worktree', 'docker'], default: 'local' })) readonly default_runtime!: string;
  @Field(text({ enum: ['default_branch', 'head', 'ref'], default: 'default_branch' })) readonly worktree_base!: string;
  @Nullable(text()) readonly worktree_base_ref!: string | null;
  @Field(text({ default: 'openhands/' })) readonly worktree_branch_prefix!: string;
  @Nullable(text()) readonly container_memory!: string | null;
  @Nullable(number({ minimum: 0.01 })) readonly container_cpus!: number | null;
  @Field(flag({ default: true })) readonly container_browser!: boolean;
}

@Model()
export class SettingsResponse {
  /** Of one of the two kinds of agents, by `agent_kind`. */
  @Field(anyObject()) readonly agent_settings!: Record<string, unknown>;
  @Field(anyObject()) readonly conversation_settings!: Record<string, unknown>;
  @Field(flag()) readonly llm_api_key_is_set!: boolean;
  /** Name of the LLM profile that was activated last. */
  @Field(nullable(text())) readonly active_profile!: string | null;
  @Field(nullable(text())) readonly active_agent_profile_id!: string | null;
  @Field(nullable(text())) readonly active_meta_profile!: string | null;
  /** Whatever clients keep here. */
  @Field(anyObject(), { initial: () => ({}) }) readonly misc_settings!: Record<string, unknown>;
}

/** Changes; what is absent stays. Null clears a pointer. */
@Model()
export class SettingsUpdateRequest {
  /** JSON merge patch: null brings a default back. */
  @Field(nullable(anyObject())) readonly agent_settings_diff?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly conversation_settings_diff?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly misc_settings_diff?: Record<string, unknown> | null;
  @Field(nullable(text({ pattern: PROFILE_NAME }))) readonly active_profile?: string | null;
  @Field(nullable(text({ pattern: UUID }))) readonly active_agent_profile_id?: string | null;
  @Field(nullable(text({ pattern: PROFILE_NAME }))) readonly active_meta_profile?: string | null;
}
