import { BitbucketHost } from './bitbucket/bitbucket-host.js';
import type { GitHost, HostAccess, HostProvider } from '@openhands-nest/agent-ports';
import { GithubHost } from './github/github-host.js';
import { GitlabHost } from './gitlab/gitlab-host.js';

/** An account on a host. Nothing is asked of it before the first use. */
export function createGitHost(provider: HostProvider, access: HostAccess): GitHost {
  switch (provider) {
    case 'github':
      return new GithubHost(access);
    case 'gitlab':
      return new GitlabHost(access);
    case 'bitbucket':
      return new BitbucketHost(access);
  }
}
