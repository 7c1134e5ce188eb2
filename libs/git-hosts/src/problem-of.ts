import { GitHostProblem } from '@openhands-nest/agent-ports';

/** What an answer with this status means. */
export function problemOf(status: number, headers: { get(name: string): string | null | undefined }): GitHostProblem {
  if (status === 401) return GitHostProblem.BadToken;
  const exhausted = headers.get('x-ratelimit-remaining') === '0' || Boolean(headers.get('retry-after'));
  if (status === 429 || (status === 403 && exhausted)) return GitHostProblem.RateLimited;
  if (status === 403) return GitHostProblem.Denied;
  if (status === 404) return GitHostProblem.NotFound;
  return status >= 500 ? GitHostProblem.Unreachable : GitHostProblem.Refused;
}
