import { EventKind, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import {
  anyObject,
  Field,
  flag,
  integer,
  listOf,
  literal,
  mapOf,
  Model,
  nullable,
  text,
} from '@openhands-nest/contracts/schema';
import { EventBase } from './event-base.js';

@Model({ additionalProperties: false })
export class CondensationRequest extends EventBase {
  @Field(literal(EventKind.CondensationRequest, { default: EventKind.CondensationRequest })) override readonly kind =
    EventKind.CondensationRequest;
}

/** Events that the model no longer sees, and what stands in their place. */
@Model({ additionalProperties: false })
export class Condensation extends EventBase {
  @Field(literal(EventKind.Condensation, { default: EventKind.Condensation })) override readonly kind =
    EventKind.Condensation;
  @Field(listOf(text())) readonly forgotten_event_ids!: string[];
  @Field(nullable(text())) readonly summary?: string | null;
  @Field(nullable(integer({ minimum: 0 }))) readonly summary_offset?: number | null;
  @Field(text()) readonly llm_response_id!: string;
}

@Model({ additionalProperties: false })
export class HookExecutionEvent extends EventBase {
  @Field(literal(EventKind.HookExecution, { default: EventKind.HookExecution })) override readonly kind =
    EventKind.HookExecution;
  @Field(text()) readonly hook_event_type!: string;
  @Field(text()) readonly hook_command!: string;
  @Field(nullable(text())) readonly tool_name?: string | null;
  @Field(flag()) readonly success!: boolean;
  @Field(flag({ default: false })) readonly blocked!: boolean;
  @Field(integer()) readonly exit_code!: number;
  @Field(text({ default: '' })) readonly stdout!: string;
  @Field(text({ default: '' })) readonly stderr!: string;
  @Field(nullable(text())) readonly reason?: string | null;
  @Field(nullable(text())) readonly additional_context?: string | null;
  @Field(nullable(text())) readonly error?: string | null;
  @Field(nullable(text())) readonly action_id?: string | null;
  @Field(nullable(text())) readonly message_id?: string | null;
  @Field(nullable(anyObject())) readonly hook_input?: Record<string, unknown> | null;
}

/** How dangerous the calls of one reply were found before they were carried out. Not told to the model. */
@Model({ additionalProperties: false })
export class SecurityAnalysisEvent extends EventBase {
  @Field(literal(EventKind.SecurityAnalysis, { default: EventKind.SecurityAnalysis })) override readonly kind =
    EventKind.SecurityAnalysis;
  /** Kinds of the analyzer and of the confirmation policy. */
  @Field(text()) readonly analyzer!: string;
  @Field(text()) readonly policy!: string;
  /** By the id of the ActionEvent. */
  @Field(mapOf(text({ enum: Object.values(SecurityRisk) }))) readonly risks!: Record<string, SecurityRisk>;
  @Field(mapOf(anyObject(), { default: {} })) readonly details!: Record<string, Record<string, unknown>>;
}

@Model({ additionalProperties: false })
export class LLMCompletionLogEvent extends EventBase {
  @Field(literal(EventKind.LlmCompletionLog, { default: EventKind.LlmCompletionLog })) override readonly kind =
    EventKind.LlmCompletionLog;
  @Field(text()) readonly filename!: string;
  @Field(text()) readonly log_data!: string;
  @Field(text({ default: 'unknown' })) readonly model_name!: string;
  @Field(text({ default: 'default' })) readonly usage_id!: string;
}

/** A piece of text while the model writes it. Not stored: the finished event carries the whole. */
@Model({ additionalProperties: false })
export class StreamingDeltaEvent extends EventBase {
  @Field(literal(EventKind.StreamingDelta, { default: EventKind.StreamingDelta })) override readonly kind =
    EventKind.StreamingDelta;
  @Field(nullable(text())) readonly content?: string | null;
  @Field(nullable(text())) readonly reasoning_content?: string | null;
}

@Model({ additionalProperties: false })
export class TokenEvent extends EventBase {
  @Field(literal(EventKind.Token, { default: EventKind.Token })) override readonly kind = EventKind.Token;
  @Field(listOf(integer())) readonly prompt_token_ids!: number[];
  @Field(listOf(integer())) readonly response_token_ids!: number[];
}

@Model({ additionalProperties: false })
export class ACPToolCallEvent extends EventBase {
  @Field(literal(EventKind.AcpToolCall, { default: EventKind.AcpToolCall })) override readonly kind =
    EventKind.AcpToolCall;
  @Field(text()) readonly tool_call_id!: string;
  @Field(text()) readonly title!: string;
  @Field(nullable(text())) readonly status?: string | null;
  @Field(nullable(text())) readonly tool_kind?: string | null;
  @Field({}, { required: false }) readonly raw_input?: unknown;
  @Field({}, { required: false }) readonly raw_output?: unknown;
  @Field({}, { required: false }) readonly content?: unknown;
  @Field(flag({ default: false })) readonly is_error!: boolean;
}

/** Tells the sender of a frame why it was refused. */
@Model({ additionalProperties: false })
export class ServerErrorEvent extends EventBase {
  @Field(literal(EventKind.ServerError, { default: EventKind.ServerError })) override readonly kind =
    EventKind.ServerError;
  @Field(text()) readonly code!: string;
  @Field(text()) readonly detail!: string;
}
