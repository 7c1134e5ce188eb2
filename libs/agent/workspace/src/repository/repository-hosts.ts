import { ProviderType } from '@openhands-nest/contracts/vocabulary';

/** Providers with repositories that can be cloned, in the order in which they are tried. */
export const CLONE_PROVIDERS = [ProviderType.Github, ProviderType.Gitlab, ProviderType.Bitbucket] as const;
export type CloneProvider = (typeof CLONE_PROVIDERS)[number];

/** Where each provider lives: a host name (`gitlab.example.org`) or an address with scheme, port and path. */
export type RepositoryHosts = Readonly<Partial<Record<CloneProvider, string>>>;

const PUBLIC_HOSTS: Readonly<Record<CloneProvider, string>> = {
  [ProviderType.Github]: 'github.com',
  [ProviderType.Gitlab]: 'gitlab.com',
  [ProviderType.Bitbucket]: 'bitbucket.org',
};

/** User names that the providers want beside a token. */
const TOKEN_USERS: Readonly<Record<CloneProvider, string>> = {
  [ProviderType.Github]: 'x-access-token',
  [ProviderType.Gitlab]: 'oauth2',
  [ProviderType.Bitbucket]: 'x-token-auth',
};

export const TOKEN_VARIABLES: Readonly<Record<CloneProvider, string>> = {
  [ProviderType.Github]: 'GITHUB_TOKEN',
  [ProviderType.Gitlab]: 'GITLAB_TOKEN',
  [ProviderType.Bitbucket]: 'BITBUCKET_TOKEN',
};

export interface GitCredentials {
  readonly user: string;
  readonly password: string;
}

/** Address below which a provider's repositories are found, without a slash at its end. */
export function baseUrl(provider: CloneProvider, hosts: RepositoryHosts = {}): string {
  const host = hosts[provider]?.trim() || PUBLIC_HOSTS[provider];
  return (host.includes('://') ? host : `https://${host}`).replace(/\/+$/, '');
}

/** Name (and port) of the machine on which a provider's repositories are found; empty when its address makes no sense. */
export function hostOf(provider: CloneProvider, hosts: RepositoryHosts = {}): string {
  return URL.parse(baseUrl(provider, hosts))?.host ?? '';
}

/** The provider whose host serves this address, if it is one we know. */
export function providerOf(url: URL, hosts: RepositoryHosts = {}): CloneProvider | undefined {
  return CLONE_PROVIDERS.find((provider) => URL.parse(baseUrl(provider, hosts))?.origin === url.origin);
}

/** Bitbucket's app passwords have the form `user:password`; every other token goes with the provider's fixed user. */
export function credentialsOf(provider: CloneProvider, token: string): GitCredentials {
  const colon = token.indexOf(':');
  if (provider === ProviderType.Bitbucket && colon > 0) {
    return { user: token.slice(0, colon), password: token.slice(colon + 1) };
  }
  return { user: TOKEN_USERS[provider], password: token };
}
