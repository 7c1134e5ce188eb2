import { GitHostError, GitHostProblem } from '@openhands-nest/agent-ports';
import { problemOf } from '../problem-of.js';

/** As octokit throws it: for a status, or for the errors inside an answer of the GraphQL interface. */
interface OctokitError {
  readonly status?: number;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
  readonly errors?: readonly { readonly type?: string; readonly message?: string }[];
  readonly message?: string;
}

const GRAPHQL_PROBLEMS: Readonly<Record<string, GitHostProblem>> = {
  NOT_FOUND: GitHostProblem.NotFound,
  RATE_LIMITED: GitHostProblem.RateLimited,
  FORBIDDEN: GitHostProblem.Denied,
  INSUFFICIENT_SCOPES: GitHostProblem.Denied,
};

/** What octokit threw, as an error of this library. */
export function githubError(error: unknown): GitHostError {
  if (error instanceof GitHostError) return error;
  const { status, response, errors, message } = error as OctokitError;
  if (errors?.[0]) {
    const problem = GRAPHQL_PROBLEMS[errors[0].type ?? ''] ?? GitHostProblem.Refused;
    return new GitHostError(problem, 'github', errors[0].message);
  }
  // Octokit gives failures of the connection the status 500 and no answer.
  if (status === undefined || !response) return new GitHostError(GitHostProblem.Unreachable, 'github');
  const get = (name: string): string | undefined => response.headers?.[name]?.toString();
  return new GitHostError(problemOf(status, { get }), 'github', message);
}
