import type { GitHost, GitHosts, GitToken } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { createGitHost } from './create-git-host.js';

/** GitHub, GitLab and Bitbucket. */
export function gitHosts(): GitHosts {
  return {
    account,
    accepts: async (token) => {
      const host = account(token);
      if (!host) return false;
      return host.user().then(
        () => true,
        () => false,
      );
    },
  };
}

function account({ provider, token, host }: GitToken): GitHost | undefined {
  if (provider === ProviderType.EnterpriseSso) return undefined;
  return createGitHost(provider, { token, ...(host === null ? {} : { host }) });
}
