import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { Field, listOf, literal, mapOf, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { ObservationBase } from './observation-bases.js';

@Model({ additionalProperties: false })
export class TaskAction {
  @Field(literal(ActionKind.Task, { default: ActionKind.Task })) readonly kind!: typeof ActionKind.Task;
  @Field(nullable(text(), { description: 'The task in three to five words, for the person who watches.' }))
  readonly description?: string | null;
  @Field(
    text({
      description:
        'What the agent is to do and what it is to report. It knows nothing of this conversation: name files, constraints and what is known already.',
    }),
  )
  readonly prompt!: string;
  @Field(text({ default: 'general-purpose', description: 'Name of the agent to set to work.' }))
  readonly subagent_type?: string;
  @Field(
    nullable(text(), {
      description: 'Id of an earlier task: its agent goes on with this prompt, and remembers what it did.',
    }),
  )
  readonly resume?: string | null;
}

export const DELEGATE_COMMANDS = ['spawn', 'delegate'] as const;
export type DelegateCommand = (typeof DELEGATE_COMMANDS)[number];

/** Several agents at once, each under a name that the model gives it. */
@Model({ additionalProperties: false })
export class DelegateAction {
  @Field(literal(ActionKind.Delegate, { default: ActionKind.Delegate })) readonly kind!: typeof ActionKind.Delegate;
  @Field(text({ enum: DELEGATE_COMMANDS, description: 'spawn makes agents; delegate gives them work.' }))
  readonly command!: DelegateCommand;
  @Field(nullable(listOf(text()), { description: 'spawn: a name for each new agent.' }))
  readonly ids?: string[] | null;
  @Field(
    nullable(listOf(text()), {
      description: 'spawn: the sort of each agent, in the same order. Left out or empty: general-purpose.',
    }),
  )
  readonly agent_types?: string[] | null;
  @Field(nullable(mapOf(text()), { description: 'delegate: the task of each agent, by its name.' }))
  readonly tasks?: Record<string, string> | null;
}

@Model({ additionalProperties: false })
export class TaskObservation extends ObservationBase {
  @Field(literal(ObservationKind.Task, { default: ObservationKind.Task })) readonly kind!: typeof ObservationKind.Task;
  @Field(text()) readonly task_id!: string;
  @Field(text()) readonly subagent!: string;
  /** `completed` or `error`. */
  @Field(text()) readonly status!: string;
}

@Model({ additionalProperties: false })
export class DelegateObservation extends ObservationBase {
  @Field(literal(ObservationKind.Delegate, { default: ObservationKind.Delegate }))
  readonly kind!: typeof ObservationKind.Delegate;
  @Field(text({ enum: DELEGATE_COMMANDS })) readonly command!: DelegateCommand;
}
