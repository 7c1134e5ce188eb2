import { Inject, Injectable } from '@nestjs/common';
import { NotImplementedError, type GitHosts } from '@openhands-nest/agent-ports';
import type { POSTProviderModel, ProviderToken } from '@openhands-nest/contracts/app';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { ConfigurationStore } from '../../agent-server-api/settings/configuration-store.js';
import type { Configuration, StoredGitToken } from '../../agent-server-api/settings/configuration.js';
import { HttpProblem } from '../../http/problems.js';
import { GIT_HOSTS } from '../../tokens.js';
import { inAppForm } from './app-problem.js';
import { ownAgentSettings } from './app-llm.js';
import { serversOfLists } from './mcp-lists.js';

type Tokens = NonNullable<Configuration['gitTokens']>;

/** Tokens for git hosts. They are encrypted at rest and go to their own host only. */
@Injectable()
export class GitTokensService {
  constructor(
    private readonly configuration: ConfigurationStore,
    @Inject(GIT_HOSTS) private readonly hosts: GitHosts | undefined,
  ) {}

  /** Replaces the tokens; one that is left empty is the stored one. @throws HttpProblem 401, NotImplementedError */
  async replace({ provider_tokens: given, mcp_config: servers }: POSTProviderModel): Promise<void> {
    const { gitTokens: known = {} } = await inAppForm(this.configuration.read());
    await this.#check(merged(given, known), known);
    await inAppForm(
      this.configuration.change((configuration) => ({
        ...configuration,
        gitTokens: merged(given, configuration.gitTokens ?? {}),
        ...(servers && {
          agentSettings: {
            ...ownAgentSettings(configuration),
            mcp_config: serversOfLists(servers, ownAgentSettings(configuration).mcp_config),
          },
        }),
      })),
    );
  }

  async removeAll(): Promise<void> {
    await inAppForm(this.configuration.change(({ gitTokens: _tokens, ...configuration }) => configuration));
  }

  /** Only what is new has to be asked for: a token, or another host for it. */
  async #check(tokens: Tokens, known: Tokens): Promise<void> {
    const entries = Object.entries(tokens) as [ProviderType, StoredGitToken][];
    const unchecked = entries.filter(
      ([provider, { token, host }]) => known[provider]?.token !== token || known[provider].host !== host,
    );
    if (unchecked.length === 0) return;
    const { hosts } = this;
    if (!hosts)
      throw new NotImplementedError(
        'This server cannot check tokens of git hosts yet. Set GITHUB_TOKEN, GITLAB_TOKEN or BITBUCKET_TOKEN when you start it.',
      );
    for (const [provider, { token, host }] of unchecked) {
      if (await hosts.accepts({ provider, token, host })) continue;
      throw new HttpProblem(401, { error: `Invalid token. Please make sure it is a valid ${provider} token.` });
    }
  }
}

function merged(given: Readonly<Record<string, ProviderToken>>, known: Tokens): Tokens {
  const entries = Object.entries(given).flatMap(([provider, { token, host, user_id: userId }]) => {
    const before = known[provider as ProviderType];
    const value = token?.trim() || before?.token;
    if (value === undefined) return [];
    return [
      [provider, { token: value, host: host?.trim() || null, userId: userId ?? before?.userId ?? null }] as const,
    ];
  });
  return Object.fromEntries(entries);
}
