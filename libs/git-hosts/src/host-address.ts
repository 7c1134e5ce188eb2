import type { HostProvider } from '@openhands-nest/agent-ports';

export interface HostAddress {
  /** Base of the REST API, without a slash at its end. */
  readonly api: string;
  /** Base of the web pages, without a slash at its end. */
  readonly web: string;
}

const PUBLIC: Readonly<Record<HostProvider, HostAddress>> = {
  github: { api: 'https://api.github.com', web: 'https://github.com' },
  gitlab: { api: 'https://gitlab.com', web: 'https://gitlab.com' },
  bitbucket: { api: 'https://api.bitbucket.org/2.0', web: 'https://bitbucket.org' },
};

/** Where a host's own server keeps its API. */
const OWN_SERVER_PATHS: Readonly<Record<HostProvider, string>> = { github: '/api/v3', gitlab: '', bitbucket: '/2.0' };

/** `host` is a name or an address with scheme; without one, or with the public name, it is the provider's public host. */
export function addressOf(provider: HostProvider, host: string | undefined): HostAddress {
  const given = host?.trim().replace(/\/+$/, '');
  const web = !given || given.includes('://') ? given : `https://${given}`;
  if (!web || web === PUBLIC[provider].web) return PUBLIC[provider];
  return { api: `${web}${OWN_SERVER_PATHS[provider]}`, web };
}

/** `owner/name` from the address of a repository; undefined for anything else. */
export function repositoryInAddress(query: string): string | undefined {
  const url = URL.parse(query.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/^\/+|\/+$|\.git\/?$/g, '');
  return path.includes('/') ? path : undefined;
}
