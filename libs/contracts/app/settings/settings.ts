import {
  anyObject,
  Field,
  flag,
  integer,
  mapOf,
  Model,
  nullable,
  number,
  ref,
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';
import { MCPConfig } from '../mcp-config.js';

const SECRET: Schema = text({ format: 'password' });
const URL_OF_A_MODEL = /^https?:\/\/[^\s/?#]+\S*$/i;

function baseUrlComplaint(url: string | null): string | undefined {
  return url === null || url.trim() === '' || URL_OF_A_MODEL.test(url.trim())
    ? undefined
    : 'the base URL begins with http:// or https:// and names a host';
}

/** Settings that only clients of the OpenHands API know. */
@Model()
export class Preferences {
  @Field(nullable(text())) readonly language?: string | null;
  @Field(flag({ default: false })) readonly enable_sound_notifications!: boolean;
  @Field(flag({ default: true })) readonly enable_proactive_conversation_starters!: boolean;
  @Field(flag({ default: true })) readonly enable_solvability_analysis!: boolean;
  /** Null: nobody was asked yet. */
  @Field(nullable(flag())) readonly user_consents_to_analytics?: boolean | null;
  /** US dollars that one conversation may cost; null or 0: no limit. */
  @Field(nullable(number({ minimum: 0 }))) readonly max_budget_per_task?: number | null;
  @Field(nullable(text())) readonly email?: string | null;
  @Field(nullable(flag())) readonly email_verified?: boolean | null;
  /** Author of the commits that agents make. */
  @Field(nullable(text({ maxLength: 255 }))) readonly git_user_name?: string | null;
  @Field(nullable(text({ maxLength: 255 }))) readonly git_user_email?: string | null;
  /** Kept without effect, like all settings of containers: this server runs none. */
  @Field(nullable(integer())) readonly remote_runtime_resource_factor?: number | null;
  @Field(nullable(text())) readonly sandbox_base_container_image?: string | null;
  @Field(nullable(text())) readonly sandbox_runtime_container_image?: string | null;
}

/** Settings as they are saved: all of them, whereas null keeps a model, a key and a consent. Unknown keys are ignored. */
@Model()
export class Settings extends Preferences {
  @Field(nullable(text())) readonly agent?: string | null;
  /** Steps of one run; null or 0: as many as the server allows. */
  @Field(nullable(integer({ minimum: 0 }))) readonly max_iterations?: number | null;
  @Field(nullable(text())) readonly security_analyzer?: string | null;
  @Field(nullable(flag())) readonly confirmation_mode?: boolean | null;
  /** In LiteLLM's notation, such as `anthropic/claude-sonnet-4-5`; null: as before. */
  @Field(nullable(text())) readonly llm_model?: string | null;
  /** Null: as before; an empty text: none. */
  @Field(nullable(SECRET)) readonly llm_api_key?: string | null;
  /** Null: as before; an empty text: that of the model's provider. */
  @Field(nullable(text()), { check: baseUrlComplaint }) readonly llm_base_url?: string | null;
  /** Null: as before; an empty text: none. */
  @Field(nullable(SECRET)) readonly search_api_key?: string | null;
  @Field(nullable(SECRET)) readonly sandbox_api_key?: string | null;
  @Field(flag({ default: true })) readonly enable_default_condenser!: boolean;
  /** Events beyond which the older ones are summed up; null: 120. */
  @Field(nullable(integer({ minimum: 20 }))) readonly condenser_max_size?: number | null;
  /** Replaces the MCP servers; null: none. */
  @Field(nullable(ref(MCPConfig))) readonly mcp_config?: MCPConfig | null;
}

/** Settings as they are shown: secrets are null, and whether they are set is said beside them. */
@Model()
export class GETSettingsModel extends Preferences {
  @Field(text()) readonly agent!: string;
  @Field(nullable(integer())) readonly max_iterations!: number | null;
  @Field(nullable(text())) readonly security_analyzer!: string | null;
  @Field(flag()) readonly confirmation_mode!: boolean;
  @Field(text()) readonly llm_model!: string;
  @Field(nullable(SECRET)) readonly llm_api_key!: string | null;
  @Field(nullable(text())) readonly llm_base_url!: string | null;
  @Field(nullable(SECRET)) readonly search_api_key!: string | null;
  @Field(nullable(SECRET)) readonly sandbox_api_key!: string | null;
  @Field(flag()) readonly enable_default_condenser!: boolean;
  @Field(nullable(integer())) readonly condenser_max_size!: number | null;
  /** Keys and variables of the servers are masked; the mask that comes back means "as before". */
  @Field(nullable(ref(MCPConfig))) readonly mcp_config!: MCPConfig | null;
  /** Always empty: tokens are kept elsewhere. */
  @Field(anyObject()) readonly secrets_store!: Record<string, unknown>;
  /** By provider that has a token: its host, or null for the usual one. */
  @Field(mapOf(nullable(text()))) readonly provider_tokens_set!: Record<string, string | null>;
  @Field(flag()) readonly llm_api_key_set!: boolean;
  @Field(flag()) readonly search_api_key_set!: boolean;
}

/** A sentence for people. */
@Model()
export class MessageResponse {
  @Field(text()) readonly message!: string;
}
