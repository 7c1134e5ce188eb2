import { Field, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import type { ConversationStatus } from '@openhands-nest/contracts/vocabulary';
import { ConversationStatusModel } from './enums.js';

/** Answer of create, start and stop. */
@Model()
export class ConversationResponse {
  /** `ok` or `error`. */
  @Field(text()) readonly status!: string;
  /** 32 hex digits. */
  @Field(text()) readonly conversation_id!: string;
  @Field(nullable(text())) readonly message!: string | null;
  @Field(nullable(ref(ConversationStatusModel))) readonly conversation_status!: ConversationStatus | null;
}
