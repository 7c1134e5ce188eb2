import { Field, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

/** Names of secrets: those of environment variables. */
const NAME = text({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' });

@Model()
export class CustomSecretWithoutValueModel {
  @Field(NAME) readonly name!: string;
  /** Told to the agent. */
  @Field(nullable(text())) readonly description?: string | null;
}

@Model()
export class CustomSecretModel extends CustomSecretWithoutValueModel {
  @Field(text({ format: 'password' })) readonly value!: string;
}

@Model()
export class GETCustomSecrets {
  @Field(listOf(ref(CustomSecretWithoutValueModel))) readonly custom_secrets!: CustomSecretWithoutValueModel[];
}
