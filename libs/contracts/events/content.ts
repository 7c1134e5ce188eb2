import { Field, flag, listOf, literal, Model, text } from '@openhands-nest/contracts/schema';

@Model({ additionalProperties: false })
export class TextContent {
  @Field(flag({ default: false })) readonly cache_prompt?: boolean;
  @Field(literal('text', { default: 'text' })) readonly type!: 'text';
  @Field(text()) readonly text!: string;
  /** Accepted for clients of older servers; has no effect and is never emitted. */
  @Field(flag({ default: true }), { ignored: true }) readonly enable_truncation?: boolean;
}

@Model()
export class ImageContent {
  @Field(flag({ default: false })) readonly cache_prompt?: boolean;
  @Field(literal('image', { default: 'image' })) readonly type!: 'image';
  /** http(s) or data URLs. */
  @Field(listOf(text())) readonly image_urls!: string[];
}

export type Content = TextContent | ImageContent;
