import {
  baseUrl,
  CLONE_PROVIDERS,
  credentialsOf,
  type CloneProvider,
  type RepositoryHosts,
} from './repository-hosts.js';
import type { GitAccess } from './git-environment.js';
import type { RepositorySource } from './repository-source.js';
import type { TokenSource } from './token-source.js';

/** One place where the repository may be. */
export interface CloneCandidate extends GitAccess {
  readonly host: string;
  readonly provider: CloneProvider | undefined;
}

/**
 * Where to look, in order. A bare name without a provider is looked for wherever there is a token, and at last openly at the first
 * provider that can have it. A token only ever goes to its own provider's host.
 */
export async function cloneCandidates(
  source: RepositorySource,
  hosts: RepositoryHosts,
  tokenFor: TokenSource,
): Promise<readonly CloneCandidate[]> {
  if (source.kind === 'local') return [{ url: source.url, host: 'this server', provider: undefined }];
  if (source.kind === 'url') return [await candidate(source.url, source.provider, tokenFor)];
  const all = await Promise.all(
    CLONE_PROVIDERS.filter((provider) => source.providers.includes(provider)).map((provider) =>
      candidate(`${baseUrl(provider, hosts)}/${source.path}.git`, provider, tokenFor),
    ),
  );
  return [
    ...all.filter(({ credentials }) => credentials),
    ...all.slice(0, 1).filter(({ credentials }) => !credentials),
  ];
}

async function candidate(
  url: string,
  provider: CloneProvider | undefined,
  tokenFor: TokenSource,
): Promise<CloneCandidate> {
  const { host } = new URL(url);
  const token = provider && (await tokenFor(provider, host));
  return { url, host, provider, ...(token && { credentials: credentialsOf(provider, token) }) };
}
