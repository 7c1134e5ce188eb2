import { Field, listOf, Model, nullable, ref } from '@openhands-nest/contracts/schema';
import type { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { ProviderTypeModel } from './enums.js';

/** Body of start: git hosts for which the caller has tokens. */
@Model()
export class ProvidersSetModel {
  @Field(nullable(listOf(ref(ProviderTypeModel)))) readonly providers_set?: ProviderType[] | null;
}
