import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { Field, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** What every event carries. Events are immutable, and official clients refuse extra keys. */
@Model({ additionalProperties: false })
export class EventBase {
  /** Unique in its conversation. */
  @Field(text()) readonly id!: string;
  /** ISO 8601 with microseconds and no offset (the server's clock in UTC); never decreases within a conversation. */
  @Field(text()) readonly timestamp!: string;
  @Field(text({ enum: Object.values(EventSource) })) readonly source!: EventSource;
  /** The event before it on its branch; absent for the first one. State updates are not part of the chain. */
  @Field(nullable(text())) readonly parent_id?: string | null;
  @Field(text({ enum: Object.values(EventKind) })) readonly kind!: EventKind;
}
