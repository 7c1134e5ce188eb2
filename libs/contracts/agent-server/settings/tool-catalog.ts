import { Field, flag, listOf, Model, ref, text } from '@openhands-nest/contracts/schema';

@Model()
export class ToolCatalogEntry {
  @Field(text()) readonly name!: string;
  /** Whether a person may pick it for an agent. */
  @Field(flag({ default: true })) readonly user_selectable!: boolean;
  @Field(flag({ default: true })) readonly usable!: boolean;
  @Field(text({ default: '' })) readonly description!: string;
  @Field(flag({ default: false })) readonly in_default_set!: boolean;
}

@Model()
export class ToolCatalogResponse {
  @Field(listOf(ref(ToolCatalogEntry))) readonly tools!: ToolCatalogEntry[];
}
