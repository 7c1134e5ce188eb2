import { enumModel, Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import type { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { ExecutionStatusModel } from './conversation-info.js';

export const ConversationSortOrder = {
  CreatedAt: 'CREATED_AT',
  UpdatedAt: 'UPDATED_AT',
  CreatedAtDescending: 'CREATED_AT_DESC',
  UpdatedAtDescending: 'UPDATED_AT_DESC',
} as const;
export type ConversationSortOrder = (typeof ConversationSortOrder)[keyof typeof ConversationSortOrder];
export const ConversationSortOrderModel = enumModel('ConversationSortOrder', ConversationSortOrder);

@Model()
export class ConversationCountQuery {
  @Field(nullable(ref(ExecutionStatusModel))) readonly status?: ExecutionStatus | null;
}

/** How conversations are shown. */
@Model()
export class ConversationInfoQuery {
  /** Skills inlined in agents are left out unless asked for. */
  @Field(flag({ default: false })) readonly include_skills!: boolean;
}

@Model()
export class ConversationSearchQuery extends ConversationCountQuery {
  /** Id of the first conversation of the page; an unknown one starts from the beginning. */
  @Field(nullable(text())) readonly page_id?: string | null;
  @Field(integer({ minimum: 1, maximum: 100, default: 100 })) readonly limit!: number;
  @Field(ref(ConversationSortOrderModel, { default: ConversationSortOrder.CreatedAtDescending }))
  readonly sort_order!: ConversationSortOrder;
  /** Skills inlined in agents are left out unless asked for. */
  @Field(flag({ default: false })) readonly include_skills!: boolean;
}

@Model()
export class ConversationBatchQuery {
  @Field(listOf(text({ format: 'uuid' }), { maxItems: 99 })) readonly ids!: string[];
  @Field(flag({ default: false })) readonly include_skills!: boolean;
}
