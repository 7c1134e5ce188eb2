import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  Model,
  nullable,
  number,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { HookConfig } from './hook-config.js';

export const AGENT_LEVELS = ['project', 'user', 'builtin', 'plugin', 'programmatic'] as const;

@Model()
export class SubAgentsRequest {
  @Field(flag({ default: true, description: 'Agents of ~/.agents/agents and ~/.openhands/agents' }))
  readonly load_user!: boolean;
  @Field(flag({ default: true, description: 'Agents of .agents/agents and .openhands/agents in the project' }))
  readonly load_project!: boolean;
  @Field(flag({ default: true, description: 'Agents that every conversation with sub-agents has' }))
  readonly load_builtin!: boolean;
  @Field(nullable(text(), { description: 'Absolute path of the project' })) readonly project_dir?: string | null;
}

/** A sort of agent that others can set to work. */
@Model()
export class SubAgentInfo {
  @Field(text()) readonly name!: string;
  @Field(text({ default: '' })) readonly description!: string;
  /** `inherit`, or the name of a model profile. */
  @Field(text({ default: 'inherit' })) readonly model!: string;
  @Field(nullable(text())) readonly color?: string | null;
  @Field(listOf(text()), { initial: () => [] }) readonly tools!: string[];
  @Field(listOf(text()), { initial: () => [] }) readonly skills!: string[];
  @Field(text({ default: '' })) readonly system_prompt!: string;
  @Field(listOf(text()), { initial: () => [] }) readonly when_to_use_examples!: string[];
  @Field(nullable(text())) readonly permission_mode?: string | null;
  @Field(nullable(integer())) readonly max_iteration_per_run?: number | null;
  /** US dollars. */
  @Field(nullable(number())) readonly max_budget_per_run?: number | null;
  @Field(
    nullable(anyObject(), { description: 'Shown only: a sub-agent has the MCP servers of the agent that starts it' }),
  )
  readonly mcp_config?: Record<string, unknown> | null;
  /** The same under an older name. */
  @Field(nullable(anyObject())) readonly mcp_servers?: Record<string, unknown> | null;
  @Field(nullable(text())) readonly profile_store_dir?: string | null;
  @Field(nullable(ref(HookConfig))) readonly hooks?: HookConfig | null;
  @Field(nullable(anyObject())) readonly condenser?: Record<string, unknown> | null;
  @Field(anyObject(), { initial: () => ({}) }) readonly metadata!: Record<string, unknown>;
  @Field(nullable(text({ enum: AGENT_LEVELS }))) readonly level?: (typeof AGENT_LEVELS)[number] | null;
  @Field(nullable(text())) readonly source?: string | null;
  @Field(flag({ default: false })) readonly is_builtin!: boolean;
}

@Model()
export class SubAgentsResponse {
  @Field(listOf(ref(SubAgentInfo))) readonly agents!: SubAgentInfo[];
}
