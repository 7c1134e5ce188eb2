import { EVENT_DTOS, type ConversationEvent } from '@openhands-nest/contracts/events';
import { Field, listOf, Model, nullable, ref, text, type Schema } from '@openhands-nest/contracts/schema';

/** Any event, told apart by `kind`. */
export const ANY_EVENT: Schema = { anyOf: Object.values(EVENT_DTOS).map((dto) => ref(dto)) };

@Model()
export class EventPage {
  @Field(listOf(ANY_EVENT)) readonly items!: ConversationEvent[];
  /** Id of the first event of the next page; null at the end. */
  @Field(nullable(text())) readonly next_page_id!: string | null;
}
