import {
  anyObject,
  Field,
  flag,
  listOf,
  Model,
  nullable,
  ref,
  RuleError,
  text,
} from '@openhands-nest/contracts/schema';
import { LLM } from './llm.js';
import { PROFILE_NAME } from './settings.js';

/** A profile in the list, without its secrets. */
@Model()
export class ProfileInfo {
  @Field(text()) readonly name!: string;
  @Field(nullable(text())) readonly model!: string | null;
  @Field(nullable(text())) readonly base_url!: string | null;
  @Field(nullable(text())) readonly provider_connection_id!: string | null;
  /** Whether its connection is gone. */
  @Field(flag({ default: false })) readonly provider_connection_broken!: boolean;
  @Field(flag({ default: false })) readonly api_key_set!: boolean;
}

@Model()
export class ProfileListResponse {
  @Field(listOf(ref(ProfileInfo))) readonly profiles!: ProfileInfo[];
  @Field(nullable(text())) readonly active_profile!: string | null;
}

@Model()
export class ProfileDetailResponse {
  @Field(text()) readonly name!: string;
  @Field(anyObject()) readonly config!: Record<string, unknown>;
  @Field(flag({ default: false })) readonly api_key_set!: boolean;
}

/** A model is what a profile is about: the default one will not do. */
export function withModel(value: unknown): unknown {
  const model = typeof value === 'object' && value !== null ? (value as { model?: unknown }).model : 'elsewhere';
  if (model === undefined || model === null || model === '') throw new RuleError('model must be specified in LLM');
  return value;
}

@Model()
export class SaveProfileRequest {
  @Field(ref(LLM), { before: withModel }) readonly llm!: LLM;
  /** Whether keys are kept too. */
  @Field(flag({ default: true })) readonly include_secrets!: boolean;
}

@Model()
export class ValidateProfileRequest {
  @Field(ref(LLM), { before: withModel }) readonly llm!: LLM;
}

@Model()
export class ValidateProfileError {
  /** Class of the failure, such as `LLMAuthenticationError`. */
  @Field(text()) readonly type!: string;
  @Field(text()) readonly message!: string;
}

@Model()
export class ValidateProfileResponse {
  @Field(flag()) readonly valid!: boolean;
  @Field(nullable(ref(ValidateProfileError))) readonly error!: ValidateProfileError | null;
}

@Model()
export class ProfileMutationResponse {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly message!: string;
}

@Model()
export class ActivateProfileResponse {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly message!: string;
  @Field(flag({ default: true })) readonly llm_applied!: boolean;
}

@Model()
export class RenameProfileRequest {
  @Field(text({ pattern: PROFILE_NAME })) readonly new_name!: string;
}
