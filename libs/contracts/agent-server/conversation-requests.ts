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
import { SendMessageRequest } from './send-message-request.js';

/** `[a-z0-9]+` and at most 256 characters of value. */
export function complaintAboutTags(tags: Readonly<Record<string, string>>): string | undefined {
  const wrong = Object.entries(tags).find(([key, value]) => !/^[a-z0-9]+$/.test(key) || value.length > 256);
  return (
    wrong && `Tag '${wrong[0]}' must have a key of lower-case letters and digits and at most 256 characters of value`
  );
}

/** How often something must repeat before the agent counts as stuck. */
@Model()
export class StuckDetectionThresholds {
  /** The same call with the same outcome. */
  @Field(integer({ minimum: 1, default: 4 })) readonly action_observation!: number;
  /** Failures of the same call after which the agent is warned; with one more it is stuck. */
  @Field(integer({ minimum: 1, default: 3 })) readonly action_error!: number;
  /** Messages of the agent without a call. */
  @Field(integer({ minimum: 1, default: 3 })) readonly monologue!: number;
  /** Calls of two that take turns. */
  @Field(integer({ minimum: 1, default: 6 })) readonly alternating_pattern!: number;
}

/** Where the agent works. Other keys, such as `kind`, are ignored. */
@Model()
export class LocalWorkspace {
  @Field(text({ default: 'LocalWorkspace' })) readonly kind!: string;
  /** Absolute path on the server; made when missing. */
  @Field(text({ minLength: 1 })) readonly working_dir!: string;
}

/** What a deployment adds to an agent, wherever the agent comes from. */
@Model({ additionalProperties: false })
export class AgentLaunchAdditions {
  @Field(nullable(text({ maxLength: 32_768 }))) readonly system_message_suffix_append?: string | null;
  @Field(nullable(listOf(anyObject()))) readonly skills?: Record<string, unknown>[] | null;
  /** LLM profile in place of the one that the agent profile names. */
  @Field(nullable(text({ minLength: 1 }))) readonly llm_profile_ref?: string | null;
}

/** Hints for clients about what a tool does. */
@Model()
export class ClientToolAnnotations {
  @Field(nullable(text())) readonly title?: string | null;
  @Field(flag({ default: false })) readonly readOnlyHint!: boolean;
  @Field(flag({ default: true })) readonly destructiveHint!: boolean;
  @Field(flag({ default: false })) readonly idempotentHint!: boolean;
  @Field(flag({ default: true })) readonly openWorldHint!: boolean;
}

/** A tool that the client carries out when it sees the agent call it. It gives no result back. */
@Model()
export class ClientTool {
  @Field(text({ pattern: '^[A-Za-z0-9_-]{1,64}$' })) readonly name!: string;
  /** Told to the model. */
  @Field(text()) readonly description!: string;
  /** JSON Schema of an object. */
  @Field(anyObject({ default: { type: 'object', properties: {} } })) readonly parameters!: Record<string, unknown>;
  @Field(nullable(ref(ClientToolAnnotations))) readonly annotations?: ClientToolAnnotations | null;
}

/** Where a conversation's working tree begins, and how its branch is called. */
@Model({ additionalProperties: false })
export class ConversationWorktreeOptions {
  @Field(text({ enum: ['default_branch', 'head', 'ref'], default: 'default_branch' })) readonly base!: string;
  /** Branch, tag or commit, for the base `ref`. */
  @Field(nullable(text({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]*$' }))) readonly ref?: string | null;
  /** The conversation's id ends the name. */
  @Field(text({ pattern: '^([A-Za-z0-9][A-Za-z0-9._/-]*)?$', default: 'openhands/' })) readonly branch_prefix!: string;
}

/**
 * A new conversation. What this server cannot do yet is refused with 501 when it is asked for, never ignored: see the controller.
 * `agent` is told apart by `kind`; without one, and with an `llm`, it is an `Agent`.
 */
@Model()
export class StartConversationRequest {
  @Field(nullable(anyObject())) readonly agent?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly agent_settings?: Record<string, unknown> | null;
  @Field(nullable(text({ format: 'uuid' }))) readonly agent_profile_id?: string | null;
  @Field(ref(LocalWorkspace)) readonly workspace!: LocalWorkspace;
  /** Whether to work in a git worktree of its own when the directory belongs to a repository. */
  @Field(flag({ default: false })) readonly worktree!: boolean;
  @Field(nullable(ref(ConversationWorktreeOptions)))
  readonly worktree_options?: ConversationWorktreeOptions | null;
  /** An id that exists answers with that conversation. */
  @Field(nullable(text({ format: 'uuid' }))) readonly conversation_id?: string | null;
  @Field(nullable(text({ format: 'uuid' }))) readonly parent_conversation_id?: string | null;
  /** Stored, and always run. */
  @Field(nullable(ref(SendMessageRequest))) readonly initial_message?: SendMessageRequest | null;
  /** Steps of one run. */
  @Field(integer({ minimum: 1, default: 500 })) readonly max_iterations!: number;
  @Field(flag({ default: true })) readonly stuck_detection!: boolean;
  @Field(nullable(ref(StuckDetectionThresholds))) readonly stuck_detection_thresholds?: StuckDetectionThresholds | null;
  @Field(anyObject({ default: { kind: 'NeverConfirm' } })) readonly confirmation_policy!: Record<string, unknown>;
  @Field(nullable(anyObject())) readonly security_analyzer?: Record<string, unknown> | null;
  /** Environment of the agent's commands, by name; told apart by `kind`. */
  @Field(anyObject({ default: {} })) readonly secrets!: Record<string, unknown>;
  /** Whether secrets in the agent and in `secrets` are tokens that this server made. */
  @Field(flag({ default: false })) readonly secrets_encrypted!: boolean;
  /** Modules of Python in which a client found its tools. Not loaded here. */
  @Field(mapOf(text(), { default: {} })) readonly tool_module_qualnames!: Record<string, string>;
  /** Tools that the client carries out. */
  @Field(listOf(ref(ClientTool), { default: [], maxItems: 100 })) readonly client_tools!: ClientTool[];
  @Field(listOf(anyObject(), { default: [] })) readonly agent_definitions!: Record<string, unknown>[];
  @Field(nullable(ref(AgentLaunchAdditions))) readonly agent_launch_additions?: AgentLaunchAdditions | null;
  @Field(nullable(listOf(anyObject()))) readonly plugins?: Record<string, unknown>[] | null;
  /** A HookConfig; events may also be named in PascalCase, on their own or inside of `hooks`. */
  @Field(nullable(anyObject())) readonly hook_config?: Record<string, unknown> | null;
  @Field(mapOf(text(), { default: {} }), { check: complaintAboutTags }) readonly tags!: Record<string, string>;
  /** Whether the first message gives the conversation its title. */
  @Field(flag({ default: true })) readonly autotitle!: boolean;
  /** LLM profile that makes the title. Default: the agent's model. */
  @Field(nullable(text())) readonly title_llm_profile?: string | null;
  /** What the model is asked for a title. */
  @Field(nullable(text({ maxLength: 2_000 }))) readonly prompt?: string | null;
  /** The user and the traces that a deployment knows the conversation by. Accepted; this server traces nothing. */
  @Field(nullable(text())) readonly user_id?: string | null;
  @Field(anyObject({ default: {} })) readonly observability_metadata!: Record<string, unknown>;
  @Field(listOf(text(), { default: [] })) readonly observability_tags!: string[];
  @Field(text({ pattern: '^[A-Za-z0-9._:/-]+$', maxLength: 128, default: 'conversation' }))
  readonly observability_span_name!: string;
  @Field(nullable(text())) readonly observability_parent_span_context?: string | null;
  /** Where the conversation runs: here it is always this machine. */
  @Field(nullable(text({ enum: ['local', 'docker'] }))) readonly conversation_runtime?: string | null;
  /** Resources of a container. Conversations of this server have none. */
  @Field(nullable(anyObject())) readonly container?: Record<string, unknown> | null;
}

@Model()
export class UpdateConversationRequest {
  @Field(nullable(text({ minLength: 1, maxLength: 200 }))) readonly title?: string | null;
  /** Replaces all tags. */
  @Field(nullable(mapOf(text())), { check: (tags: Record<string, string> | null) => complaintAboutTags(tags ?? {}) })
  readonly tags?: Record<string, string> | null;
}

@Model()
export class UpdateSecretsRequest {
  /** By name: a text, or `{value}`, or a source with `kind`. */
  @Field(anyObject()) readonly secrets!: Record<string, unknown>;
}

@Model()
export class SetConfirmationPolicyRequest {
  @Field(anyObject()) readonly policy!: Record<string, unknown>;
}

@Model()
export class SetSecurityAnalyzerRequest {
  /** Null: nobody judges what the agent does any more. */
  @Field(nullable(anyObject()), { required: true }) readonly security_analyzer!: Record<string, unknown> | null;
}

@Model()
export class ConfirmationResponseRequest {
  @Field(flag()) readonly accept!: boolean;
  @Field(text({ default: 'User rejected the action.' })) readonly reason!: string;
}

@Model()
export class AgentResponseResult {
  /** Last words of the agent; empty before there are any. */
  @Field(text()) readonly response!: string;
}
