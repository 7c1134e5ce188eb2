import { Field, Model, text } from '@openhands-nest/contracts/schema';

const PREFIX = 'ClientAction_';

/** The kind of the actions of one tool that a client brought with it. */
export type ClientActionKind = `${typeof PREFIX}${string}`;

/** What an agent asked a tool of its client to do: the arguments, beside a kind that names the tool. The client carries it out. */
@Model({ additionalProperties: true })
export class ClientAction {
  @Field(text({ pattern: `^${PREFIX}` })) readonly kind!: ClientActionKind;
  readonly [argument: string]: unknown;
}

export function clientActionKind(toolName: string): ClientActionKind {
  return `${PREFIX}${toolName}`;
}

/** Whether an action is one for a tool of a client. */
export function isClientAction(action: { readonly kind: string }): action is ClientAction {
  return action.kind.startsWith(PREFIX);
}
