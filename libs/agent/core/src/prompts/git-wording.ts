import { ProviderType } from '@openhands-nest/contracts/vocabulary';

/** How one git host calls its things, and how to reach it from a shell. */
export interface GitWording {
  readonly host: string;
  /** Change proposed for merging. */
  readonly request: 'pull request' | 'merge request';
  readonly shortRequest: 'PR' | 'MR';
  /** Mark in front of a request's number. */
  readonly mark: '#' | '!';
  readonly checks: string;
  readonly tokenVariable: string;
  readonly apiHint: string;
}

const WORDINGS: Readonly<Partial<Record<ProviderType, GitWording>>> = {
  [ProviderType.Github]: {
    host: 'GitHub',
    request: 'pull request',
    shortRequest: 'PR',
    mark: '#',
    checks: 'check runs and workflow runs',
    tokenVariable: 'GITHUB_TOKEN',
    apiHint:
      'the REST API at https://api.github.com, or at /api/v3 of the host of `origin` when that is another one (header `Authorization: Bearer $GITHUB_TOKEN`), or its GraphQL API for review threads',
  },
  [ProviderType.Gitlab]: {
    host: 'GitLab',
    request: 'merge request',
    shortRequest: 'MR',
    mark: '!',
    checks: 'pipelines and their jobs',
    tokenVariable: 'GITLAB_TOKEN',
    apiHint:
      'the REST API at /api/v4 of the host of `origin` (header `PRIVATE-TOKEN: $GITLAB_TOKEN`; the project is its path, URL-encoded)',
  },
  [ProviderType.Bitbucket]: {
    host: 'Bitbucket',
    request: 'pull request',
    shortRequest: 'PR',
    mark: '#',
    checks: 'pipelines and build statuses',
    tokenVariable: 'BITBUCKET_TOKEN',
    apiHint:
      'the REST API at https://api.bitbucket.org/2.0 (bearer $BITBUCKET_TOKEN, or basic authentication when it has the form user:password)',
  },
};

/** Undefined for a provider without git repositories of its own. */
export function gitWording(provider: ProviderType): GitWording | undefined {
  return WORDINGS[provider];
}
