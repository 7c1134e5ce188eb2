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
  number,
  ref,
  text,
} from '@openhands-nest/contracts/schema';

@Model()
export class OpenAIModel {
  @Field(text()) readonly id!: string;
  @Field(literal('model')) readonly object!: 'model';
  @Field(integer()) readonly created!: number;
  @Field(text()) readonly owned_by!: string;
}

@Model()
export class OpenAIModelListResponse {
  @Field(literal('list', { default: 'list' })) readonly object!: 'list';
  @Field(listOf(ref(OpenAIModel))) readonly data!: OpenAIModel[];
}

@Model()
export class CompletionUsage {
  @Field(integer()) readonly prompt_tokens!: number;
  @Field(integer()) readonly completion_tokens!: number;
  @Field(integer()) readonly total_tokens!: number;
}

@Model()
export class ChatCompletionMessage {
  @Field(literal('assistant')) readonly role!: 'assistant';
  @Field(text()) readonly content!: string;
}

@Model()
export class ChatCompletionChoice {
  @Field(integer()) readonly index!: number;
  @Field(literal('stop')) readonly finish_reason!: 'stop';
  @Field(ref(ChatCompletionMessage)) readonly message!: ChatCompletionMessage;
}

@Model()
export class ChatCompletion {
  @Field(text()) readonly id!: string;
  @Field(literal('chat.completion')) readonly object!: 'chat.completion';
  /** Seconds since 1970. */
  @Field(integer()) readonly created!: number;
  @Field(text()) readonly model!: string;
  @Field(listOf(ref(ChatCompletionChoice))) readonly choices!: ChatCompletionChoice[];
  @Field(ref(CompletionUsage)) readonly usage!: CompletionUsage;
}

@Model()
export class OpenAIResponseInputTokensDetails {
  @Field(integer()) readonly cached_tokens!: number;
}

@Model()
export class OpenAIResponseOutputTokensDetails {
  @Field(integer()) readonly reasoning_tokens!: number;
}

@Model()
export class OpenAIResponseUsage {
  @Field(integer()) readonly input_tokens!: number;
  @Field(ref(OpenAIResponseInputTokensDetails)) readonly input_tokens_details!: OpenAIResponseInputTokensDetails;
  @Field(integer()) readonly output_tokens!: number;
  @Field(ref(OpenAIResponseOutputTokensDetails)) readonly output_tokens_details!: OpenAIResponseOutputTokensDetails;
  @Field(integer()) readonly total_tokens!: number;
}

@Model()
export class OpenAIResponseOutputText {
  @Field(listOf(anyObject())) readonly annotations!: Record<string, unknown>[];
  @Field(text()) readonly text!: string;
  @Field(literal('output_text', { default: 'output_text' })) readonly type!: 'output_text';
}

@Model()
export class OpenAIResponseOutputMessage {
  @Field(text()) readonly id!: string;
  @Field(listOf(ref(OpenAIResponseOutputText))) readonly content!: OpenAIResponseOutputText[];
  @Field(literal('assistant', { default: 'assistant' })) readonly role!: 'assistant';
  @Field(literal('completed', { default: 'completed' })) readonly status!: 'completed';
  @Field(literal('message', { default: 'message' })) readonly type!: 'message';
}

@Model()
export class OpenAIResponse {
  @Field(text()) readonly id!: string;
  /** Seconds since 1970. */
  @Field(number()) readonly created_at!: number;
  @Field(number()) readonly completed_at!: number;
  @Field(nullable(text())) readonly instructions?: string | null;
  @Field(nullable(mapOf(text()))) readonly metadata?: Record<string, string> | null;
  @Field(text()) readonly model!: string;
  @Field(literal('response', { default: 'response' })) readonly object!: 'response';
  @Field(listOf(ref(OpenAIResponseOutputMessage))) readonly output!: OpenAIResponseOutputMessage[];
  @Field(flag({ default: false })) readonly parallel_tool_calls!: boolean;
  @Field(literal('completed', { default: 'completed' })) readonly status!: 'completed';
  @Field(literal('none', { default: 'none' })) readonly tool_choice!: 'none';
  @Field(listOf(mapOf(text()))) readonly tools!: Record<string, string>[];
  @Field(ref(OpenAIResponseUsage)) readonly usage!: OpenAIResponseUsage;
}
