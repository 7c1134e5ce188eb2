import { MessageRole } from '@openhands-nest/contracts/vocabulary';
import { anyObject, Field, listOf, literal, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { ImageContent, TextContent, type Content } from './content.js';

@Model()
export class ThinkingBlock {
  @Field(literal('thinking', { default: 'thinking' })) readonly type!: 'thinking';
  @Field(text()) readonly thinking!: string;
  @Field(nullable(text())) readonly signature?: string | null;
}

@Model()
export class RedactedThinkingBlock {
  @Field(literal('redacted_thinking', { default: 'redacted_thinking' })) readonly type!: 'redacted_thinking';
  @Field(text()) readonly data!: string;
}

/** A model's request to call a tool, exactly as the provider sent it. */
@Model()
export class MessageToolCall {
  @Field(text()) readonly id!: string;
  @Field(nullable(text())) readonly responses_item_id?: string | null;
  @Field(text()) readonly name!: string;
  /** JSON text; may hold `security_risk` and `summary` beside the tool's own arguments. */
  @Field(text()) readonly arguments!: string;
  @Field(text({ enum: ['completion', 'responses'], default: 'completion' })) readonly origin!:
    'completion' | 'responses';
}

@Model()
export class Message {
  @Field(text({ enum: Object.values(MessageRole) })) readonly role!: MessageRole;
  @Field(listOf({ anyOf: [ref(TextContent), ref(ImageContent)] }, { default: [] })) readonly content!: Content[];
  @Field(nullable(listOf(ref(MessageToolCall)))) readonly tool_calls?: MessageToolCall[] | null;
  @Field(nullable(text())) readonly tool_call_id?: string | null;
  @Field(nullable(text())) readonly name?: string | null;
  @Field(nullable(text())) readonly reasoning_content?: string | null;
  @Field(listOf({ anyOf: [ref(ThinkingBlock), ref(RedactedThinkingBlock)] }, { default: [] }))
  readonly thinking_blocks!: (ThinkingBlock | RedactedThinkingBlock)[];
  @Field(nullable(anyObject())) readonly responses_reasoning_item?: Record<string, unknown> | null;
}
