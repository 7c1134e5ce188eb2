import { enumModel, Field, integer, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { Limits } from '@openhands-nest/contracts/vocabulary';

/** In the order of storing, or backward. */
export const BashEventSortOrder = { Timestamp: 'TIMESTAMP', TimestampDescending: 'TIMESTAMP_DESC' } as const;
export type BashEventSortOrder = (typeof BashEventSortOrder)[keyof typeof BashEventSortOrder];

export const BashEventSortOrderModel = enumModel('BashEventSortOrder', BashEventSortOrder);

/** Which bash events are meant; all conditions must hold. */
@Model()
export class BashEventSearchQuery {
  @Field(nullable(text({ enum: ['BashCommand', 'BashOutput'] }), { title: 'Kind  Eq' }))
  readonly kind__eq?: 'BashCommand' | 'BashOutput' | null;
  /** Outputs of this command, not the command itself. */
  @Field(nullable(text({ format: 'uuid' }), { title: 'Command Id  Eq' })) readonly command_id__eq?: string | null;
  /** With an offset, or without one in UTC. */
  @Field(nullable(text({ format: 'date-time' }), { title: 'Timestamp  Gte' })) readonly timestamp__gte?: string | null;
  @Field(nullable(text({ format: 'date-time' }), { title: 'Timestamp  Lt' })) readonly timestamp__lt?: string | null;
  /** Outputs after this place within their command. Applied before paging. */
  @Field(nullable(integer(), { title: 'Order  Gt' })) readonly order__gt?: number | null;
  @Field(ref(BashEventSortOrderModel, { default: BashEventSortOrder.Timestamp }))
  readonly sort_order!: BashEventSortOrder;
  /** As another page gave it. */
  @Field(nullable(text())) readonly page_id?: string | null;
  @Field(integer({ exclusiveMinimum: 0, maximum: Limits.EVENTS_PAGE, default: Limits.EVENTS_PAGE }))
  readonly limit!: number;
}
