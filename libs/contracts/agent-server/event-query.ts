import { enumModel, Field, integer, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { Limits } from '@openhands-nest/contracts/vocabulary';

/** The log forward, or backward. */
export const EventSortOrder = { Timestamp: 'TIMESTAMP', TimestampDescending: 'TIMESTAMP_DESC' } as const;
export type EventSortOrder = (typeof EventSortOrder)[keyof typeof EventSortOrder];

export const EventSortOrderModel = enumModel('EventSortOrder', EventSortOrder);

/** Which events are meant; all conditions must hold. */
@Model()
export class EventCountQuery {
  /** Name of a kind; of a dotted path its last part counts. */
  @Field(nullable(text())) readonly kind?: string | null;
  @Field(nullable(text())) readonly source?: string | null;
  /** Part of a message's text, in any case. */
  @Field(nullable(text())) readonly body?: string | null;
  /** With an offset, or without one in the server's own time. */
  @Field(nullable(text({ format: 'date-time' }), { title: 'Timestamp  Gte' })) readonly timestamp__gte?: string | null;
  @Field(nullable(text({ format: 'date-time' }), { title: 'Timestamp  Lt' })) readonly timestamp__lt?: string | null;
}

@Model()
export class EventSearchQuery extends EventCountQuery {
  /** Id of the first event of the page; an unknown one starts from the beginning. */
  @Field(nullable(text())) readonly page_id?: string | null;
  @Field(integer({ minimum: 1, maximum: Limits.EVENTS_PAGE, default: Limits.EVENTS_PAGE })) readonly limit!: number;
  @Field(ref(EventSortOrderModel, { default: EventSortOrder.Timestamp })) readonly sort_order!: EventSortOrder;
}
