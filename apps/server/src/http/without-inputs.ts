import { InvalidValueError } from '@openhands-nest/contracts/schema';
import { InvalidInputError } from './problems.js';

/** Runs a parser; what it refuses is told without the refused values. @throws InvalidInputError */
export function withoutInputs<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof InvalidValueError)) throw error;
    throw new InvalidInputError(error.issues.map((issue) => ({ ...issue, input: null })));
  }
}
