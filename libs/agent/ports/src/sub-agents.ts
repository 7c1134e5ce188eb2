import type { CondenserSpec } from './conversation-store.js';
import type { HookConfig } from './hooks.js';

/** Sub-agents may have sub-agents of their own, down to this level; those of a person's conversation are on level 1. */
export const MAX_SUB_AGENT_DEPTH = 3;

/** Where a definition was found. */
export type AgentLevel = 'project' | 'user' | 'builtin' | 'plugin' | 'programmatic';
export type PermissionMode = 'always_confirm' | 'never_confirm' | 'confirm_risky';

/** A sort of agent that another agent can set to work. Members are named as on the wire. */
export interface AgentDefinition {
  readonly name: string;
  /** What it is good for, for the agent that chooses. */
  readonly description: string;
  /** Name of a model profile; `inherit`: the model of the agent that starts it. */
  readonly model: string;
  readonly color: string | null;
  /** Names of its tools; `think` and `finish` every agent has. */
  readonly tools: readonly string[];
  /** Names of skills that it knows. */
  readonly skills: readonly string[];
  /** Added to the system prompt. */
  readonly system_prompt: string;
  /** File that it was read from. */
  readonly source: string | null;
  readonly level: AgentLevel | null;
  readonly when_to_use_examples: readonly string[];
  readonly hooks: HookConfig | null;
  readonly permission_mode: PermissionMode | null;
  readonly max_iteration_per_run: number | null;
  /** US dollars. */
  readonly max_budget_per_run: number | null;
  /** Shown only: a sub-agent has the MCP servers of the agent that starts it. */
  readonly mcp_config: Readonly<Record<string, unknown>> | null;
  readonly profile_store_dir: string | null;
  /** Undefined: the usual one. Null: none. */
  readonly condenser?: CondenserSpec | null;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a conversation is for another one. */
export interface SubAgentSpec {
  /** Name of the definition. */
  readonly name: string;
  /** Under which the parent knows it. */
  readonly taskId: string;
  /** 1 for one that a person's own conversation has started. */
  readonly depth: number;
  /** Names of what it knows, of all that its parent knows. Default: it knows what any conversation does. */
  readonly skills?: readonly string[];
}

export interface TaskRequest {
  readonly definition: AgentDefinition;
  /** What it is to do. */
  readonly prompt: string;
  /** Id of an earlier task of this conversation, whose agent goes on with what it knows. Default: a new agent. */
  readonly resume?: string;
  /** Under which its cost is counted in the parent. Default: `task:` and the id. */
  readonly usageId?: string;
  readonly signal: AbortSignal;
}

export interface TaskOutcome {
  readonly taskId: string;
  readonly conversationId: string;
  /** Whether it came to an end of its own. */
  readonly finished: boolean;
  /** Its last words; when it did not finish, why it stopped and how far it came. */
  readonly text: string;
}

/** The sub-agents of one conversation. */
export interface SubAgents {
  /** Ids of the tasks so far, in their order. */
  taskIds(): readonly string[];
  /**
   * Sets an agent to work in the same workspace and waits for its end. An abort interrupts it, and rejects with the signal's reason.
   * @throws UnknownTaskError for an id to resume that does not exist
   */
  run(request: TaskRequest): Promise<TaskOutcome>;
}
