import { RepositoryNotAllowedError, type RepositorySpec } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { cloneCandidates, type CloneCandidate } from './clone-candidates.js';
import type { GitAccess } from './git-environment.js';
import { baseUrl, type CloneProvider, type RepositoryHosts } from './repository-hosts.js';
import { parseRepository } from './repository-source.js';
import type { TokenSource } from './token-source.js';

/** Name of the repository in which an organization keeps what counts for all of its repositories. GitLab allows no leading dot. */
const NAMES: Readonly<Record<CloneProvider, string>> = {
  [ProviderType.Github]: '.openhands',
  [ProviderType.Gitlab]: 'openhands-config',
  [ProviderType.Bitbucket]: '.openhands',
};

/**
 * Where the organization of a repository may keep what counts for all of its repositories, in the order in which the repository itself
 * is looked for. Nothing for a repository that belongs to no host we know, and for that repository itself.
 */
export async function organizationRepositories(
  repository: RepositorySpec,
  hosts: RepositoryHosts,
  tokenFor: TokenSource,
): Promise<readonly GitAccess[]> {
  try {
    const candidates = await cloneCandidates(parseRepository(repository, { hosts }), hosts, tokenFor);
    return candidates.flatMap((candidate) => organizationOf(candidate, hosts));
  } catch (error) {
    if (error instanceof RepositoryNotAllowedError) return [];
    throw error;
  }
}

function organizationOf({ url, provider, credentials }: CloneCandidate, hosts: RepositoryHosts): GitAccess[] {
  if (!provider) return [];
  const base = baseUrl(provider, hosts);
  const [organization, ...rest] = url.slice(base.length + 1).split('/');
  if (!url.startsWith(`${base}/`) || !organization || rest.join('/').replace(/\.git$/, '') === NAMES[provider])
    return [];
  return [{ url: `${base}/${organization}/${NAMES[provider]}.git`, ...(credentials && { credentials }) }];
}
