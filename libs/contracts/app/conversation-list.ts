import { Field, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { Limits, type ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import { ConversationInfo } from './conversation-info.js';
import { ConversationTriggerModel } from './enums.js';

/** Which conversations are meant, newest first. */
@Model()
export class ConversationListQuery {
  /** `next_page_id` of the page before. */
  @Field(nullable(text())) readonly page_id?: string | null;
  /** Most conversations on the page. More than 1000 are never given. */
  @Field(integer({ minimum: 1, default: 20 })) readonly limit!: number;
  @Field(nullable(text())) readonly selected_repository?: string | null;
  @Field(nullable(ref(ConversationTriggerModel))) readonly conversation_trigger?: ConversationTrigger | null;
}

@Model()
export class ConversationInfoResultSet {
  @Field(listOf(ref(ConversationInfo)), { initial: () => [] }) readonly results!: ConversationInfo[];
  /** Null on the last page. */
  @Field(nullable(text())) readonly next_page_id!: string | null;
}

@Model({ additionalProperties: false })
export class UpdateConversationRequest {
  @Field(text({ minLength: 1, maxLength: Limits.TITLE_CHARS })) readonly title!: string;
}
