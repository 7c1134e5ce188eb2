import { anyObject, Field, flag, listOf, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** What a client sends over Socket.IO. */
@Model()
export class ClientAction {
  @Field(text()) readonly action!: string;
  @Field(anyObject(), { initial: () => ({}) }) readonly args!: Record<string, unknown>;
  /** Refused when it is there: the server numbers events. */
  @Field({}, { required: false }) readonly id?: unknown;
}

@Model({ additionalProperties: false })
export class ClientMessageArgs {
  @Field(text()) readonly content!: string;
  /** http(s) or data URLs. */
  @Field(nullable(listOf(text()))) readonly image_urls?: string[] | null;
  /** The older name of `image_urls`. */
  @Field(nullable(listOf(text()))) readonly images_urls?: string[] | null;
  /** Paths of files that were uploaded before. */
  @Field(nullable(listOf(text()))) readonly file_urls?: string[] | null;
  @Field(flag({ default: false }), { ignored: true }) readonly wait_for_response?: boolean;
  /** The client's clock, which does not count. */
  @Field({}, { required: false }) readonly timestamp?: unknown;
}

/** A command for a terminal of the workspace. */
@Model()
export class ClientRunArgs {
  @Field(text({ minLength: 1 })) readonly command!: string;
}

@Model({ additionalProperties: false })
export class ChangeAgentStateArgs {
  @Field(text()) readonly agent_state!: string;
  @Field(text({ default: '' })) readonly thought?: string;
}
