import { Field, flag, mapOf, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { complaintAboutTags } from '../conversation-requests.js';

@Model()
export class ForkConversationRequest {
  /** Default: a new one. */
  @Field(nullable(text({ format: 'uuid' }))) readonly id?: string | null;
  @Field(nullable(text({ maxLength: 200 }))) readonly title?: string | null;
  @Field(nullable(mapOf(text())), { check: (tags: Record<string, string> | null) => complaintAboutTags(tags ?? {}) })
  readonly tags?: Record<string, string> | null;
  /** Whether it begins without costs. */
  @Field(flag({ default: true })) readonly reset_metrics!: boolean;
  /** The newest event that it takes over, with all before it on its branch; null: the whole log. */
  @Field(nullable(text())) readonly from_event_id?: string | null;
}

@Model()
export class NavigateConversationRequest {
  /** The newest event of the branch that the agent sees from then on; null: a new, empty branch. */
  @Field(nullable(text())) readonly event_id?: string | null;
}
