import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  mapOf,
  Model,
  nullable,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { enumModel } from '@openhands-nest/contracts/schema';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { HookConfig } from './extensions/hook-config.js';
import { ConversationRuntimeInfo } from './runtime-operations.js';

export const ExecutionStatusModel = enumModel('ConversationExecutionStatus', ExecutionStatus);

/** A conversation as the Agent Server API shows it. Secrets are replaced by stars. */
@Model()
export class ConversationInfo {
  @Field(text({ format: 'uuid' })) readonly id!: string;
  /** As its creator described it; told apart by `kind`. */
  @Field(anyObject()) readonly agent!: Record<string, unknown>;
  /** `working_dir` is an absolute path on the server. */
  @Field(anyObject()) readonly workspace!: Record<string, unknown>;
  @Field(nullable(text())) readonly persistence_dir!: string | null;
  @Field(integer({ default: 500 })) readonly max_iterations!: number;
  @Field(flag({ default: true })) readonly stuck_detection!: boolean;
  @Field(ref(ExecutionStatusModel, { default: ExecutionStatus.Idle })) readonly execution_status!: ExecutionStatus;
  @Field(anyObject()) readonly confirmation_policy!: Record<string, unknown>;
  @Field(nullable(anyObject())) readonly security_analyzer!: Record<string, unknown> | null;
  @Field(listOf(text())) readonly activated_knowledge_skills!: string[];
  @Field(listOf(text())) readonly invoked_skills!: string[];
  @Field(mapOf(text())) readonly blocked_actions!: Record<string, string>;
  @Field(mapOf(text())) readonly blocked_messages!: Record<string, string>;
  @Field(nullable(text())) readonly last_user_message_id!: string | null;
  @Field(nullable(text())) readonly leaf_event_id!: string | null;
  /** `usage_to_metrics`: what was used, by usage id. */
  @Field(anyObject()) readonly stats!: Record<string, unknown>;
  @Field(anyObject()) readonly secret_registry!: Record<string, unknown>;
  @Field(anyObject()) readonly agent_state!: Record<string, unknown>;
  @Field(nullable(ref(HookConfig))) readonly hook_config!: HookConfig | null;
  @Field(nullable(text())) readonly title!: string | null;
  @Field(nullable(anyObject())) readonly metrics!: Record<string, unknown> | null;
  @Field(text({ format: 'date-time' })) readonly created_at!: string;
  @Field(text({ format: 'date-time' })) readonly updated_at!: string;
  @Field(nullable(text({ format: 'uuid' }))) readonly forked_from_conversation_id!: string | null;
  @Field(nullable(text())) readonly forked_from_event_id!: string | null;
  @Field(nullable(text({ format: 'uuid' }))) readonly parent_conversation_id!: string | null;
  @Field(listOf(text({ format: 'uuid' }))) readonly sub_conversation_ids!: string[];
  @Field(mapOf(text())) readonly tags!: Record<string, string>;
  @Field(nullable(text())) readonly current_model_id!: string | null;
  @Field(listOf(anyObject())) readonly available_models!: Record<string, unknown>[];
  @Field(flag({ default: false })) readonly supports_runtime_model_switch!: boolean;
  @Field(nullable(anyObject())) readonly launched_agent_profile!: Record<string, unknown> | null;
  @Field(listOf(anyObject())) readonly client_tools!: Record<string, unknown>[];
  @Field(mapOf(text())) readonly tool_module_qualnames!: Record<string, string>;
  @Field(nullable(ref(ConversationRuntimeInfo))) readonly runtime_info!: ConversationRuntimeInfo | null;
}

@Model()
export class ConversationPage {
  @Field(listOf(ref(ConversationInfo))) readonly items!: ConversationInfo[];
  @Field(nullable(text())) readonly next_page_id!: string | null;
}
