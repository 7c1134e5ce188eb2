import { EventKind, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { anyObject, Field, listOf, literal, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { ACTION_DTOS, type Action } from './actions.js';
import { ClientAction } from './client-action.js';
import { TextContent } from './content.js';
import { EventBase } from './event-base.js';
import { FailureClassification } from './failure.js';
import { Message, MessageToolCall, RedactedThinkingBlock, ThinkingBlock } from './message.js';
import { OBSERVATION_DTOS, type Observation } from './observations.js';

@Model()
export class ToolDefinition {
  @Field(text()) readonly description!: string;
  @Field(text()) readonly action_type!: string;
  @Field(nullable(text())) readonly observation_type?: string | null;
  @Field(nullable(anyObject())) readonly annotations?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly meta?: Record<string, unknown> | null;
  @Field(text()) readonly kind!: string;
  @Field(text()) readonly title!: string;
}

/** What the agent was told before anything else. */
@Model({ additionalProperties: false })
export class SystemPromptEvent extends EventBase {
  @Field(literal(EventKind.SystemPrompt, { default: EventKind.SystemPrompt })) override readonly kind =
    EventKind.SystemPrompt;
  @Field(ref(TextContent)) readonly system_prompt!: TextContent;
  @Field(listOf(ref(ToolDefinition))) readonly tools!: ToolDefinition[];
  @Field(nullable(ref(TextContent))) readonly dynamic_context?: TextContent | null;
}

@Model({ additionalProperties: false })
export class MessageEvent extends EventBase {
  @Field(literal(EventKind.Message, { default: EventKind.Message })) override readonly kind = EventKind.Message;
  @Field(ref(Message)) readonly llm_message!: Message;
  @Field(nullable(text())) readonly llm_response_id?: string | null;
  @Field(listOf(text(), { default: [] })) readonly activated_skills!: string[];
  /** Text that the system added to the message; reaches the model, not the person. */
  @Field(listOf(ref(TextContent), { default: [] })) readonly extended_content!: TextContent[];
  @Field(nullable(text())) readonly sender?: string | null;
  @Field(nullable(anyObject())) readonly critic_result?: Record<string, unknown> | null;
}

/** One call of one tool. Calls of one model reply share `llm_response_id`; only the first carries thought and reasoning. */
@Model({ additionalProperties: false })
export class ActionEvent extends EventBase {
  @Field(literal(EventKind.Action, { default: EventKind.Action })) override readonly kind = EventKind.Action;
  @Field(listOf(ref(TextContent))) readonly thought!: TextContent[];
  @Field(nullable(text())) readonly reasoning_content?: string | null;
  @Field(listOf({ anyOf: [ref(ThinkingBlock), ref(RedactedThinkingBlock)] }, { default: [] }))
  readonly thinking_blocks!: (ThinkingBlock | RedactedThinkingBlock)[];
  @Field(nullable(anyObject())) readonly responses_reasoning_item?: Record<string, unknown> | null;
  /** Null or absent: the call could not be understood, and an AgentErrorEvent says why. */
  @Field({ anyOf: [...Object.values(ACTION_DTOS).map((dto) => ref(dto)), ref(ClientAction), { type: 'null' }] })
  readonly action?: Action | null;
  @Field(text()) readonly tool_name!: string;
  @Field(text()) readonly tool_call_id!: string;
  @Field(ref(MessageToolCall)) readonly tool_call!: MessageToolCall;
  @Field(text()) readonly llm_response_id!: string;
  @Field(text({ enum: Object.values(SecurityRisk), default: SecurityRisk.Unknown }))
  readonly security_risk!: SecurityRisk;
  @Field(nullable(anyObject())) readonly critic_result?: Record<string, unknown> | null;
  @Field(nullable(text())) readonly summary?: string | null;
}

@Model({ additionalProperties: false })
export class ObservationEvent extends EventBase {
  @Field(literal(EventKind.Observation, { default: EventKind.Observation })) override readonly kind =
    EventKind.Observation;
  @Field(text()) readonly tool_name!: string;
  @Field(text()) readonly tool_call_id!: string;
  @Field(text()) readonly action_id!: string;
  @Field({ anyOf: Object.values(OBSERVATION_DTOS).map((dto) => ref(dto)) }) readonly observation!: Observation;
  @Field(listOf(ref(TextContent), { default: [] })) readonly extended_content!: TextContent[];
}

@Model({ additionalProperties: false })
export class UserRejectObservation extends EventBase {
  @Field(literal(EventKind.UserReject, { default: EventKind.UserReject })) override readonly kind =
    EventKind.UserReject;
  @Field(text()) readonly tool_name!: string;
  @Field(text()) readonly tool_call_id!: string;
  @Field(text()) readonly action_id!: string;
  @Field(text({ default: 'User rejected the action' })) readonly rejection_reason!: string;
  @Field(text({ enum: ['user', 'hook'], default: 'user' })) readonly rejection_source!: 'user' | 'hook';
}

/** A call that has no observation: it was not understood, its tool broke, or it was cut off. Matched by `tool_call_id`. */
@Model({ additionalProperties: false })
export class AgentErrorEvent extends EventBase {
  @Field(literal(EventKind.AgentError, { default: EventKind.AgentError })) override readonly kind =
    EventKind.AgentError;
  @Field(text()) readonly tool_name!: string;
  @Field(text()) readonly tool_call_id!: string;
  @Field(text()) readonly error!: string;
  @Field(ref(FailureClassification)) readonly classification!: FailureClassification;
}

/** The run failed as a whole. */
@Model({ additionalProperties: false })
export class ConversationErrorEvent extends EventBase {
  @Field(literal(EventKind.ConversationError, { default: EventKind.ConversationError })) override readonly kind =
    EventKind.ConversationError;
  @Field(text()) readonly code!: string;
  @Field(text()) readonly detail!: string;
  @Field(ref(FailureClassification)) readonly classification!: FailureClassification;
}

/** A field of the conversation's state has a new value; `full_state` carries the whole state and is never stored. */
@Model({ additionalProperties: false })
export class ConversationStateUpdateEvent extends EventBase {
  @Field(literal(EventKind.StateUpdate, { default: EventKind.StateUpdate })) override readonly kind =
    EventKind.StateUpdate;
  @Field(text()) readonly key!: string;
  @Field({}) readonly value!: unknown;
}

@Model({ additionalProperties: false })
export class PauseEvent extends EventBase {
  @Field(literal(EventKind.Pause, { default: EventKind.Pause })) override readonly kind = EventKind.Pause;
}

@Model({ additionalProperties: false })
export class InterruptEvent extends EventBase {
  @Field(literal(EventKind.Interrupt, { default: EventKind.Interrupt })) override readonly kind = EventKind.Interrupt;
}
