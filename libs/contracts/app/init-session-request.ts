import { Field, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import type { ProviderType, TaskType } from '@openhands-nest/contracts/vocabulary';
import { ProviderTypeModel, TaskTypeModel } from './enums.js';
import { MCPConfig } from './mcp-config.js';

/** A task that a git host suggests: an issue to solve, a pull request to mend. */
@Model()
export class SuggestedTask {
  @Field(ref(ProviderTypeModel)) readonly git_provider!: ProviderType;
  @Field(ref(TaskTypeModel)) readonly task_type!: TaskType;
  @Field(text()) readonly repo!: string;
  @Field(integer()) readonly issue_number!: number;
  @Field(text()) readonly title!: string;
}

@Model()
export class CreateMicroagent {
  @Field(text()) readonly repo!: string;
  @Field(nullable(ref(ProviderTypeModel))) readonly git_provider?: ProviderType | null;
  @Field(nullable(text())) readonly title?: string | null;
}

/** Body of a new conversation. */
@Model({ additionalProperties: false })
export class InitSessionRequest {
  /** `owner/name` */
  @Field(nullable(text())) readonly repository?: string | null;
  @Field(nullable(ref(ProviderTypeModel))) readonly git_provider?: ProviderType | null;
  @Field(nullable(text())) readonly selected_branch?: string | null;
  @Field(nullable(text())) readonly initial_user_msg?: string | null;
  /** http(s) or data URLs of the first message; alone they make a first message too. */
  @Field(nullable(listOf(text()))) readonly image_urls?: string[] | null;
  /** JSON text of a recorded trajectory. */
  @Field(nullable(text())) readonly replay_json?: string | null;
  @Field(nullable(ref(SuggestedTask))) readonly suggested_task?: SuggestedTask | null;
  @Field(nullable(ref(CreateMicroagent))) readonly create_microagent?: CreateMicroagent | null;
  @Field(nullable(text())) readonly conversation_instructions?: string | null;
  @Field(nullable(ref(MCPConfig))) readonly mcp_config?: MCPConfig | null;
  @Field(text(), { required: false }) readonly conversation_id?: string;
}
