import { ImageContent, TextContent, type Content } from '@openhands-nest/contracts/events';
import { Field, flag, listOf, Model, ref, text } from '@openhands-nest/contracts/schema';
import { MessageRole } from '@openhands-nest/contracts/vocabulary';

/** Body of a message to a conversation; only the role `user` can be sent. */
@Model({
  description: 'Payload to send a message to the agent.\n\nThis is a simplified version of openhands.sdk.Message.',
})
export class SendMessageRequest {
  @Field(text({ enum: Object.values(MessageRole), default: MessageRole.User })) readonly role!: MessageRole;
  @Field(listOf({ anyOf: [ref(TextContent), ref(ImageContent)] }), { initial: () => [] }) readonly content!: Content[];
  @Field(flag({ default: false, description: 'Whether the agent loop should automatically run if not running' }))
  readonly run!: boolean;
}
