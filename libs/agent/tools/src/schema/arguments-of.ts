import { InvalidArgumentsError } from '@openhands-nest/agent-ports';
import { ACTION_DTOS, type DeclaredAction } from '@openhands-nest/contracts/events';
import { InvalidValueError, jsonSchemaOf, parseValue } from '@openhands-nest/contracts/schema';
import { repairArguments } from './repair-arguments.js';

/** The JSON Schema of an action's arguments and the check of a model's arguments against it: one declaration, the action's class. */
export interface Arguments<A extends DeclaredAction> {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Returns the action with its defaults. @throws InvalidArgumentsError naming each argument that does not fit. */
  parse(arguments_: Readonly<Record<string, unknown>>): A;
}

export function argumentsOf<A extends DeclaredAction>(kind: A['kind']): Arguments<A> {
  const model = ACTION_DTOS[kind] as unknown as new () => A;
  const parameters = jsonSchemaOf(model);
  return {
    parameters,
    parse(arguments_) {
      try {
        return parseValue(model, { ...repairArguments(parameters, arguments_), kind });
      } catch (error) {
        throw error instanceof InvalidValueError ? explain(error, parameters) : error;
      }
    },
  };
}

function explain(
  { issues }: InvalidValueError,
  parameters: Arguments<DeclaredAction>['parameters'],
): InvalidArgumentsError {
  const problems = issues.map(({ loc, msg }) => `${loc.join('.') || 'arguments'}: ${msg}`);
  const known = Object.keys(parameters.properties as object).join(', ');
  return new InvalidArgumentsError(
    `The arguments do not fit. ${[...new Set(problems)].join('; ')}. Parameters: ${known}.`,
  );
}
