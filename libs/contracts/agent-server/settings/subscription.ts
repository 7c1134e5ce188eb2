import { Field, flag, integer, listOf, Model, nullable, text } from '@openhands-nest/contracts/schema';

const VENDOR = text({ default: 'openai' });

/** What there is to know of a sign-in; its tokens stay in the server. */
@Model()
export class SubscriptionStatusResponse {
  @Field(VENDOR) readonly vendor!: string;
  @Field(flag()) readonly connected!: boolean;
  @Field(nullable(text())) readonly account_email!: string | null;
  @Field(nullable(integer({ description: 'Milliseconds since the epoch.' }))) readonly expires_at!: number | null;
}

@Model({ description: 'What a person enters, and where, to sign in.' })
export class SubscriptionDeviceStartResponse {
  @Field(text({ description: 'By which the sign-in is asked about.' })) readonly device_code!: string;
  @Field(text()) readonly user_code!: string;
  @Field(text()) readonly verification_uri!: string;
  @Field(nullable(text())) readonly verification_uri_complete!: string | null;
  @Field(integer({ description: 'Milliseconds since the epoch.' })) readonly expires_at!: number;
  @Field(integer()) readonly interval_seconds!: number;
}

@Model()
export class SubscriptionDevicePollRequest {
  @Field(text({ maxLength: 200 })) readonly device_code!: string;
}

@Model()
export class SubscriptionModelsResponse {
  @Field(VENDOR) readonly vendor!: string;
  @Field(listOf(text())) readonly models!: string[];
}
