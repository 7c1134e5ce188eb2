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
function complaintAboutTags(tags: Readonly<Record<string, string>>): string | undefined {
  const wrong = Object.entries(tags).find(([key, value]) => !/^[a-z0-9]+$/.test(key) || value.length > 256);
  return (
    wrong && `Tag '${wrong[0]}' must have a key of lower-case letters and digits and at most 256 characters of value`
  );
}

/** Where the agent works. Other keys, such as `kind`, are ignored. */
@Model()
export class LocalWorkspace {
  /** Absolute path on the server; made when missing. */
  @Field(text({ minLength: 1 })) readonly working_dir!: string;
}

/**
 * A new conversation. What this server cannot do yet is refused with 501 when it is asked for, never ignored: see the controller.
 * `agent` is told apart by `kind`; without one, and with an `llm`, it is an `Agent`.
 */
@Model()
export class StartConversationRequest {
  @Field(nullable(anyObject())) readonly agent?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly agent_settings?: Record<string, unknown> | null;
  @Field(nullable(text())) readonly agent_profile_id?: string | null;
  @Field(ref(LocalWorkspace)) readonly workspace!: LocalWorkspace;
  @Field(flag({ default: false })) readonly worktree!: boolean;
  /** An id that exists answers with that conversation. */
  @Field(nullable(text({ format: 'uuid' }))) readonly conversation_id?: string | null;
  @Field(nullable(text({ format: 'uuid' }))) readonly parent_conversation_id?: string | null;
  /** Stored, and always run. */
  @Field(nullable(ref(SendMessageRequest))) readonly initial_message?: SendMessageRequest | null;
  /** Steps of one run. */
  @Field(integer({ minimum: 1, default: 500 })) readonly max_iterations!: number;
  @Field(flag({ default: true })) readonly stuck_detection!: boolean;
  @Field(anyObject({ default: { kind: 'NeverConfirm' } })) readonly confirmation_policy!: Record<string, unknown>;
  @Field(nullable(anyObject())) readonly security_analyzer?: Record<string, unknown> | null;
  /** Environment of the agent's commands, by name. */
  @Field(anyObject({ default: {} })) readonly secrets!: Record<string, unknown>;
  @Field(flag({ default: false })) readonly secrets_encrypted!: boolean;
  @Field(listOf(anyObject(), { default: [] })) readonly client_tools!: Record<string, unknown>[];
  @Field(listOf(anyObject(), { default: [] })) readonly agent_definitions!: Record<string, unknown>[];
  @Field(nullable(anyObject())) readonly agent_launch_additions?: Record<string, unknown> | null;
  @Field(nullable(listOf(anyObject()))) readonly plugins?: Record<string, unknown>[] | null;
  @Field(nullable(anyObject())) readonly hook_config?: Record<string, unknown> | null;
  @Field(mapOf(text(), { default: {} }), { check: complaintAboutTags }) readonly tags!: Record<string, string>;
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
export class ConfirmationResponseRequest {
  @Field(flag()) readonly accept!: boolean;
  @Field(text({ default: 'User rejected the action.' })) readonly reason!: string;
}

@Model()
export class AgentResponseResult {
  /** Last words of the agent; empty before there are any. */
  @Field(text()) readonly response!: string;
}
