import type { HostProvider } from './git-host.js';

export const GitHostProblem = {
  /** The token is wrong, or has expired. */
  BadToken: 'bad_token',
  /** The token is right, but not enough for this. */
  Denied: 'denied',
  RateLimited: 'rate_limited',
  NotFound: 'not_found',
  /** No connection, no answer in time, or none that could be read. */
  Unreachable: 'unreachable',
  /** The host refused what was asked for. */
  Refused: 'refused',
} as const;
export type GitHostProblem = (typeof GitHostProblem)[keyof typeof GitHostProblem];

const NAMES: Readonly<Record<HostProvider, string>> = { github: 'GitHub', gitlab: 'GitLab', bitbucket: 'Bitbucket' };

/** A host did not do what was asked. The message is a sentence for people; it never holds the token. */
export class GitHostError extends Error {
  override readonly name = 'GitHostError';

  constructor(
    readonly problem: GitHostProblem,
    readonly provider: HostProvider,
    /** What the host said, if anything. */
    detail?: string,
  ) {
    super(sentenceOf(problem, NAMES[provider], detail));
  }
}

function sentenceOf(problem: GitHostProblem, host: string, detail: string | undefined): string {
  const said = detail ? ` It said: ${detail.slice(0, 300)}` : '';
  switch (problem) {
    case GitHostProblem.BadToken:
      return `${host} does not accept the token. Save a valid one in the settings.`;
    case GitHostProblem.Denied:
      return `The token for ${host} is not allowed to do this. Give it more rights, or save another one.${said}`;
    case GitHostProblem.RateLimited:
      return `${host} allows no more requests for now. Try again in a few minutes.`;
    case GitHostProblem.NotFound:
      return `${host} has nothing there, or the token may not see it.`;
    case GitHostProblem.Unreachable:
      return `${host} cannot be reached, or did not answer in time. Check the host's name and try again.${said}`;
    case GitHostProblem.Refused:
      return `${host} refused the request.${said}`;
  }
}
