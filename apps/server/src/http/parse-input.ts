import { InvalidValueError, parseValue } from '@openhands-nest/contracts/schema';
import { InvalidInputError } from './problems.js';

/** {@link parseValue} for a part of what a client has sent, at its place in the request. @throws InvalidInputError */
export function parseInput<T extends object>(
  model: abstract new () => T,
  value: unknown,
  at: readonly (string | number)[],
): T {
  try {
    return parseValue(model, value, at);
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}
