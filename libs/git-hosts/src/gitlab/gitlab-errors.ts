import { GitHostError, GitHostProblem } from '@openhands-nest/agent-ports';
import { problemOf } from '../problem-of.js';

/** As gitbeaker throws it. */
interface GitbeakerError {
  readonly message?: string;
  readonly cause?: { readonly description?: string; readonly response?: Response };
}

/** What gitbeaker threw, as an error of this library. */
export function gitlabError(error: unknown): GitHostError {
  if (error instanceof GitHostError) return error;
  const { message, cause } = error as GitbeakerError;
  if (cause?.response) {
    const { status, headers } = cause.response;
    return new GitHostError(problemOf(status, headers), 'gitlab', cause.description);
  }
  // It asks again by itself when there have been too many requests, and then gives up without the answer.
  const limited = message?.includes('429') === true;
  return new GitHostError(limited ? GitHostProblem.RateLimited : GitHostProblem.Unreachable, 'gitlab');
}
