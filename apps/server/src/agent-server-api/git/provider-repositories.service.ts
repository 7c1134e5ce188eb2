import { Inject, Injectable } from '@nestjs/common';
import {
  GitHostError,
  GitHostProblem,
  type GitHost,
  type GitHosts,
  type HostRepository,
  type SettingsStore,
} from '@openhands-nest/agent-ports';
import {
  RepositoryProvider,
  type GitProviderRepository,
  type GitProviderRepositoryPage,
  type ProviderRepositoryQuery,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { GIT_HOSTS, SETTINGS_STORE } from '../../tokens.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import { readUserSecret } from '../settings/user-secrets.js';

const PAGE = 100;
/** Pages of a host that are looked through for one answer. */
const MAX_PAGES = 20;
const PAGE_ID = /^([1-9]\d{0,8})(?::(\d{1,3}))?$/;

type Supported = Exclude<RepositoryProvider, typeof RepositoryProvider.AzureDevOps>;

/** Names under which people save the token of a host as a secret. */
const SECRET_NAMES: Readonly<Record<Supported, readonly string[]>> = {
  github: ['github_token', 'GITHUB_TOKEN', 'GH_TOKEN', 'github'],
  gitlab: ['gitlab_token', 'GITLAB_TOKEN'],
  bitbucket: ['bitbucket_token', 'BITBUCKET_TOKEN'],
};
const STATUSES: Readonly<Partial<Record<GitHostProblem, number>>> = {
  [GitHostProblem.BadToken]: 401,
  [GitHostProblem.Denied]: 403,
  [GitHostProblem.RateLimited]: 429,
};

/** The repositories that somebody can work on, asked of the host with the saved token. */
@Injectable()
export class ProviderRepositories {
  constructor(
    private readonly configuration: ConfigurationStore,
    @Inject(SETTINGS_STORE) private readonly secrets: SettingsStore,
    @Inject(GIT_HOSTS) private readonly hosts: GitHosts | undefined,
  ) {}

  /** @throws HttpProblem */
  async search({
    provider,
    query,
    limit,
    page_id: pageId,
  }: ProviderRepositoryQuery): Promise<GitProviderRepositoryPage> {
    if (provider === RepositoryProvider.AzureDevOps)
      throw new HttpProblem(400, { detail: `Repository discovery is not supported for provider '${provider}'` });
    const start = startOf(pageId ?? undefined);
    const account = await this.#accountOf(provider);
    if (!account) return { items: [], next_page_id: null, missing_token: true };
    const { items, next } = await pageOf(account, { query: query ?? undefined, limit, ...start }).catch(refusedByHost);
    return {
      items: items.map((item) => toRepository(item, provider)),
      next_page_id: next ?? null,
      missing_token: false,
    };
  }

  async #accountOf(provider: Supported): Promise<GitHost | undefined> {
    for (const name of SECRET_NAMES[provider]) {
      const secret = await readUserSecret(this.secrets, name);
      if (secret) return this.hosts?.account({ provider, token: secret.value, host: null });
    }
    const { gitTokens = {} } = await this.configuration.read();
    const saved = gitTokens[provider];
    return saved && this.hosts?.account({ provider, token: saved.token, host: saved.host });
  }
}

interface Wanted {
  readonly query: string | undefined;
  readonly limit: number;
  readonly page: number;
  /** Of those on the page that fit, how many were given before. */
  readonly offset: number;
}

async function pageOf(
  account: GitHost,
  { query, limit, ...start }: Wanted,
): Promise<{ readonly items: readonly HostRepository[]; readonly next?: string }> {
  const items: HostRepository[] = [];
  let { page, offset } = start;
  for (let looked = 1; ; looked += 1) {
    const answer = await account.repositories({ page, perPage: PAGE, sort: 'pushed' });
    const fitting = answer.items.filter((item) => fits(item, query)).slice(offset);
    const room = limit - items.length;
    items.push(...fitting.slice(0, room));
    if (fitting.length > room) return { items, next: `${page}:${offset + room}` };
    if (answer.nextPage === undefined) return { items };
    page = answer.nextPage;
    offset = 0;
    if (query === undefined || items.length >= limit || looked === MAX_PAGES) return { items, next: String(page) };
  }
}

function fits({ fullName }: HostRepository, query: string | undefined): boolean {
  return query === undefined || fullName.toLowerCase().includes(query.toLowerCase());
}

/** @throws HttpProblem 400 */
function startOf(pageId: string | undefined): { readonly page: number; readonly offset: number } {
  if (pageId === undefined) return { page: 1, offset: 0 };
  const [, page, offset = '0'] = PAGE_ID.exec(pageId) ?? [];
  if (page === undefined) throw new HttpProblem(400, { detail: 'Invalid repository page_id' });
  return { page: Number(page), offset: Number(offset) };
}

function toRepository(item: HostRepository, provider: string): GitProviderRepository {
  const { id, fullName, isPublic, stars = null, pushedAt = null, mainBranch = null } = item;
  return {
    id,
    full_name: fullName,
    git_provider: provider,
    is_public: isPublic,
    stargazers_count: stars,
    pushed_at: pushedAt,
    main_branch: mainBranch,
  };
}

function refusedByHost(error: unknown): never {
  if (error instanceof GitHostError) throw new HttpProblem(STATUSES[error.problem] ?? 502, { detail: error.message });
  throw error;
}
