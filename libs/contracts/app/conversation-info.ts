import { Field, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import type {
  ConversationStatus,
  ConversationTrigger,
  ProviderType,
  RuntimeStatus,
} from '@openhands-nest/contracts/vocabulary';
import { ConversationStatusModel, ConversationTriggerModel, ProviderTypeModel, RuntimeStatusModel } from './enums.js';

/** A conversation as lists and pages show it. Answers carry every key; times are ISO 8601 in UTC with microseconds and `Z`. */
@Model()
export class ConversationInfo {
  /** 32 hex digits. */
  @Field(text()) readonly conversation_id!: string;
  @Field(text()) readonly title!: string;
  /** Time of the newest event; null before the first. */
  @Field(nullable(text({ format: 'date-time' }))) readonly last_updated_at!: string | null;
  @Field(ref(ConversationStatusModel, { default: 'STOPPED' })) readonly status!: ConversationStatus;
  @Field(nullable(ref(RuntimeStatusModel))) readonly runtime_status!: RuntimeStatus | null;
  @Field(nullable(text())) readonly selected_repository!: string | null;
  @Field(nullable(text())) readonly selected_branch!: string | null;
  @Field(nullable(ref(ProviderTypeModel))) readonly git_provider!: ProviderType | null;
  @Field(nullable(ref(ConversationTriggerModel))) readonly trigger!: ConversationTrigger | null;
  /** Open sockets that follow this conversation. */
  @Field(integer({ default: 0 })) readonly num_connections!: number;
  /** Where the conversation's own operations answer. */
  @Field(nullable(text())) readonly url!: string | null;
  @Field(nullable(text())) readonly session_api_key!: string | null;
  @Field(text({ format: 'date-time' }), { required: false }) readonly created_at!: string;
  @Field(listOf(integer()), { initial: () => [] }) readonly pr_number!: number[];
}
