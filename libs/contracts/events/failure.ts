import { FailureKind, UserAction } from '@openhands-nest/contracts/vocabulary';
import { Field, flag, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** Tells a client what sort of failure this was and whether a person can do something about it. */
@Model()
export class FailureClassification {
  @Field(text({ enum: Object.values(FailureKind) })) readonly kind!: FailureKind;
  @Field(flag()) readonly retryable!: boolean;
  @Field(text({ enum: Object.values(UserAction), default: 'none' })) readonly user_action!: UserAction;
  @Field(nullable(text())) readonly error_id?: string | null;
}
