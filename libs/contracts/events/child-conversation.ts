import { ActionKind, ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { Field, literal, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { ObservationBase } from './observation-bases.js';

export const CHILD_ISOLATIONS = ['worktree', 'shared'] as const;
export type ChildIsolation = (typeof CHILD_ISOLATIONS)[number];

/** A task is given to a conversation of its own, which a person can look at and talk to. */
@Model({ additionalProperties: false })
export class StartChildConversationAction {
  @Field(literal(ActionKind.StartChildConversation, { default: ActionKind.StartChildConversation }))
  readonly kind!: typeof ActionKind.StartChildConversation;
  @Field(
    text({
      minLength: 1,
      description:
        'All that the other agent is told: the goal, the files it is about, what it must keep to and what it is to deliver. It sees nothing of this conversation.',
    }),
  )
  readonly task!: string;
  @Field(nullable(text(), { description: 'A short title for the person who looks at the list of conversations.' }))
  readonly title?: string | null;
  @Field(
    text({
      enum: CHILD_ISOLATIONS,
      default: 'worktree',
      description:
        'worktree: a git worktree of its own, on a branch from the default branch; it does not see changes that are not merged. shared: this directory.',
    }),
  )
  readonly isolation?: ChildIsolation;
}

@Model({ additionalProperties: false })
export class StartChildConversationObservation extends ObservationBase {
  @Field(literal(ObservationKind.StartChildConversation, { default: ObservationKind.StartChildConversation }))
  readonly kind!: typeof ObservationKind.StartChildConversation;
  @Field(nullable(text())) readonly conversation_id?: string | null;
  @Field(nullable(text())) readonly parent_conversation_id?: string | null;
  /** Its execution status. */
  @Field(nullable(text())) readonly status?: string | null;
  @Field(nullable(text())) readonly title?: string | null;
  @Field(nullable(text())) readonly url?: string | null;
  /** Absolute path of the directory in which it works. */
  @Field(nullable(text())) readonly workspace?: string | null;
  /** What it got. */
  @Field(nullable(text({ enum: CHILD_ISOLATIONS }))) readonly isolation?: ChildIsolation | null;
}
