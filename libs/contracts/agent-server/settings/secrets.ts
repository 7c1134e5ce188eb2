import { Field, flag, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

/** Names of secrets: those of environment variables. */
export const SECRET_NAME = '^[A-Za-z][A-Za-z0-9_]{0,63}$';

@Model()
export class SecretItemResponse {
  @Field(text()) readonly name!: string;
  @Field(nullable(text())) readonly description!: string | null;
}

@Model()
export class SecretsListQuery {
  /** Only the secrets that this agent profile refers to, if it names any. */
  @Field(nullable(text())) readonly agent_profile_id?: string | null;
}

@Model()
export class SecretsListResponse {
  @Field(listOf(ref(SecretItemResponse))) readonly secrets!: SecretItemResponse[];
}

@Model()
export class SecretCreateRequest {
  @Field(text({ pattern: SECRET_NAME })) readonly name!: string;
  @Field(text({ format: 'password' })) readonly value!: string;
  @Field(nullable(text())) readonly description?: string | null;
}

@Model()
export class DeletedResponse {
  @Field(flag({ default: true })) readonly deleted!: boolean;
}
