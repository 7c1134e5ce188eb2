import { Field, listOf, mapOf, Model, nullable, text } from '@openhands-nest/contracts/schema';

@Model()
export class ProvidersResponse {
  @Field(listOf(text())) readonly providers!: string[];
}

@Model()
export class ModelsQuery {
  @Field(nullable(text())) readonly provider?: string | null;
}

@Model()
export class ModelsResponse {
  @Field(listOf(text())) readonly models!: string[];
}

/** Models that are known to work well, by provider. */
@Model()
export class VerifiedModelsResponse {
  @Field(mapOf(listOf(text()))) readonly models!: Record<string, string[]>;
}
