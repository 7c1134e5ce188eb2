import { anyObject, Field, flag, integer, listOf, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** Which part of a conversation's events is meant; both ends of the range belong to it. */
@Model()
export class EventListQuery {
  @Field(integer({ default: 0 })) readonly start_id!: number;
  @Field(nullable(integer())) readonly end_id?: number | null;
  /** From the end of the range down. */
  @Field(flag({ default: false })) readonly reverse!: boolean;
  /** From 0 to 100. */
  @Field(integer({ default: 20 })) readonly limit!: number;
}

/** Conditions of which all must hold; sent as the body of the request. */
@Model()
export class EventFilter {
  @Field(flag({ default: false })) readonly exclude_hidden!: boolean;
  /** Part of an event's JSON text, in any case. */
  @Field(nullable(text())) readonly query?: string | null;
  @Field(nullable(text())) readonly source?: string | null;
  /** Compared with the events' timestamps as text. */
  @Field(nullable(text())) readonly start_date?: string | null;
  @Field(nullable(text())) readonly end_date?: string | null;
}

@Model()
export class EventListPage {
  @Field(listOf(anyObject())) readonly events!: Record<string, unknown>[];
  @Field(flag()) readonly has_more!: boolean;
}

@Model()
export class TrajectoryExport {
  /** All events; as `replay_json` they can be replayed in another conversation. */
  @Field(listOf(anyObject())) readonly trajectory!: Record<string, unknown>[];
}
