import { Field, flag, integer, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** A key and an address that several LLM profiles share. The key itself never leaves the server this way. */
@Model()
export class ProviderConnectionResponse {
  @Field(text()) readonly id!: string;
  @Field(text()) readonly display_name!: string;
  @Field(text()) readonly provider!: string;
  @Field(nullable(text())) readonly base_url!: string | null;
  /** Seconds since 1970. */
  @Field(integer()) readonly created_at!: number;
  /** Seconds since 1970. */
  @Field(integer()) readonly updated_at!: number;
  @Field(flag({ default: false })) readonly api_key_set!: boolean;
}

@Model({ additionalProperties: false })
export class ProviderConnectionCreateRequest {
  @Field(text({ minLength: 1, maxLength: 128 })) readonly display_name!: string;
  @Field(text({ minLength: 1, maxLength: 128, default: 'custom' })) readonly provider!: string;
  @Field(text({ minLength: 1, format: 'password' })) readonly api_key!: string;
  @Field(nullable(text({ maxLength: 2048 }))) readonly base_url?: string | null;
}

/** What is absent stays. Only the address may become null. */
@Model({ additionalProperties: false })
export class ProviderConnectionUpdateRequest {
  @Field(text({ minLength: 1, maxLength: 128 }), { required: false }) readonly display_name?: string;
  @Field(text({ minLength: 1, maxLength: 128 }), { required: false }) readonly provider?: string;
  @Field(text({ minLength: 1, format: 'password' }), { required: false }) readonly api_key?: string;
  @Field(nullable(text({ maxLength: 2048 }))) readonly base_url?: string | null;
}
