import type { ValidationIssue } from '@openhands-nest/contracts/schema';

/** An answer other than success, decided by the surface: its status and its whole body. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(
    readonly status: number,
    /** An object, or for errors of git hosts a bare text, as 0.53 answers them. */
    readonly body: Readonly<Record<string, unknown>> | string,
  ) {
    super(sentenceIn(body) ?? `HTTP ${status}`);
  }
}

function sentenceIn(body: HttpProblem['body']): string | undefined {
  if (typeof body === 'string') return body;
  return typeof body.detail === 'string' ? body.detail : undefined;
}

/** A request that does not have the declared shape. Answered with 422 and the list of issues. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  constructor(readonly issues: readonly ValidationIssue[]) {
    super(issues[0]?.msg ?? 'The request does not have the declared shape.');
  }
}

/** One issue, for rules that no schema can express. `input` is left out of the answer's reach when it may be large or secret. */
export function invalidInput(
  loc: readonly (string | number)[],
  msg: string,
  type = 'value_error',
  input: unknown = null,
): InvalidInputError {
  return new InvalidInputError([{ type, loc: [...loc], msg, input }]);
}
