import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { Field, literal, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { ObservationBase } from './observation-bases.js';

/** The agent chooses the model of its next steps. */
@Model({ additionalProperties: false })
export class SwitchLLMAction {
  @Field(literal(ActionKind.SwitchLlm, { default: ActionKind.SwitchLlm })) readonly kind!: typeof ActionKind.SwitchLlm;
  @Field(text({ description: 'Name of the model profile, as the list gives it.' })) readonly profile_name!: string;
  @Field(text({ description: 'Why this model suits what comes next, in a few words.' })) readonly reason!: string;
}

@Model({ additionalProperties: false })
export class SwitchLLMObservation extends ObservationBase {
  @Field(literal(ObservationKind.SwitchLlm, { default: ObservationKind.SwitchLlm }))
  readonly kind!: typeof ObservationKind.SwitchLlm;
  @Field(text()) readonly profile_name!: string;
  @Field(nullable(text())) readonly reason?: string | null;
  /** The model that is asked from now on; null: nothing has changed. */
  @Field(nullable(text())) readonly active_model?: string | null;
}

/** Another model finds out which one suits the task. */
@Model({ additionalProperties: false })
export class ClassifyAndSwitchLLMAction {
  @Field(literal(ActionKind.ClassifyAndSwitchLlm, { default: ActionKind.ClassifyAndSwitchLlm }))
  readonly kind!: typeof ActionKind.ClassifyAndSwitchLlm;
}

@Model({ additionalProperties: false })
export class ClassifyAndSwitchLLMObservation extends ObservationBase {
  @Field(literal(ObservationKind.ClassifyAndSwitchLlm, { default: ObservationKind.ClassifyAndSwitchLlm }))
  readonly kind!: typeof ObservationKind.ClassifyAndSwitchLlm;
  /** What the task was taken for. */
  @Field(nullable(text())) readonly chosen_class?: string | null;
  /** Name of the profile that it leads to. */
  @Field(nullable(text())) readonly model?: string | null;
  /** The model that is asked from now on. */
  @Field(nullable(text())) readonly active_model?: string | null;
}

/** A second opinion. */
@Model({ additionalProperties: false })
export class AskOracleAction {
  @Field(literal(ActionKind.AskOracle, { default: ActionKind.AskOracle })) readonly kind!: typeof ActionKind.AskOracle;
  @Field(text({ description: 'The one question that is to be answered; it must make sense by itself.' }))
  readonly question!: string;
  @Field(
    nullable(text(), {
      description:
        'What there is to know: code, error texts, what was tried, what you would do. The oracle sees nothing else.',
    }),
  )
  readonly context?: string | null;
}

@Model({ additionalProperties: false })
export class AskOracleObservation extends ObservationBase {
  @Field(literal(ObservationKind.AskOracle, { default: ObservationKind.AskOracle }))
  readonly kind!: typeof ObservationKind.AskOracle;
}
