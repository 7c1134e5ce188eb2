import { Field, flag, listOf, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];

@Model()
export class OpenAIImageURL {
  @Field(text()) readonly url!: string;
}

@Model()
export class OpenAIContentPart {
  @Field(text()) readonly type!: string;
  @Field(nullable(text())) readonly text?: string | null;
  @Field({ anyOf: [ref(OpenAIImageURL), text(), { type: 'null' }] })
  readonly image_url?: OpenAIImageURL | string | null;
}

@Model()
export class OpenAIChatMessage {
  @Field(text({ enum: ROLES })) readonly role!: string;
  @Field({ anyOf: [text(), listOf(ref(OpenAIContentPart)), { type: 'null' }] })
  readonly content?: string | OpenAIContentPart[] | null;
}

@Model()
export class OpenAIStreamOptions {
  @Field(flag({ default: false })) readonly include_usage!: boolean;
}

/** What a client of OpenAI's chat completions sends. Other members are ignored. */
@Model()
export class OpenAIChatCompletionRequest {
  /** `openhands_` and the name of an LLM profile. */
  @Field(text()) readonly model!: string;
  @Field(listOf(ref(OpenAIChatMessage))) readonly messages!: OpenAIChatMessage[];
  @Field(flag({ default: false })) readonly stream!: boolean;
  @Field(nullable(ref(OpenAIStreamOptions))) readonly stream_options?: OpenAIStreamOptions | null;
}

@Model()
export class OpenAIResponseInputContentPart {
  @Field(text()) readonly type!: string;
  @Field(nullable(text())) readonly text?: string | null;
  @Field(nullable(text())) readonly image_url?: string | null;
}

@Model()
export class OpenAIResponseInputMessage {
  @Field(text({ enum: ROLES.slice(0, 4) })) readonly role!: string;
  @Field({ anyOf: [text(), listOf(ref(OpenAIResponseInputContentPart))] })
  readonly content!: string | OpenAIResponseInputContentPart[];
}

/** What a client of OpenAI's responses sends. Other members are ignored. */
@Model()
export class OpenAIResponseRequest {
  @Field(text()) readonly model!: string;
  @Field({ anyOf: [text(), listOf(ref(OpenAIResponseInputMessage))] })
  readonly input!: string | OpenAIResponseInputMessage[];
  @Field(nullable(text())) readonly instructions?: string | null;
  @Field(nullable(text())) readonly previous_response_id?: string | null;
  @Field(flag({ default: false })) readonly store!: boolean;
  @Field(flag({ default: false })) readonly stream!: boolean;
  @Field(nullable(mapOf(text()))) readonly metadata?: Record<string, string> | null;
}
