import { Inject, Injectable } from '@nestjs/common';
import { GitHostError, GitHostProblem, type GitHost, type GitHosts } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { ConfigurationStore } from '../../agent-server-api/settings/configuration-store.js';
import { HttpProblem } from '../../http/problems.js';
import { GIT_HOSTS } from '../../tokens.js';

/** In the order in which they are asked. */
const PROVIDERS = [ProviderType.Github, ProviderType.Gitlab, ProviderType.Bitbucket] as const;

const STATUSES: Readonly<Partial<Record<GitHostProblem, number>>> = {
  [GitHostProblem.BadToken]: 401,
  [GitHostProblem.Denied]: 403,
  [GitHostProblem.NotFound]: 404,
  [GitHostProblem.RateLimited]: 429,
};

/** The accounts on git hosts whose tokens are saved in the settings. */
@Injectable()
export class GitAccounts {
  constructor(
    private readonly configuration: ConfigurationStore,
    @Inject(GIT_HOSTS) private readonly hosts: GitHosts | undefined,
  ) {}

  /** Those with a saved token, the preferred one first. */
  async saved(preferred?: ProviderType | null): Promise<GitHost[]> {
    const { gitTokens = {} } = await this.configuration.read();
    const accounts = PROVIDERS.flatMap((provider) => {
      const saved = gitTokens[provider];
      return (saved && this.hosts?.account({ provider, ...saved })) ?? [];
    });
    return accounts.toSorted((one, other) => Number(other.provider === preferred) - Number(one.provider === preferred));
  }

  /** @throws HttpProblem 401 when no token is saved */
  async required(): Promise<GitHost[]> {
    const accounts = await this.saved();
    if (accounts.length > 0) return accounts;
    throw new HttpProblem(401, 'No token for a git host is saved. Add one in the settings.');
  }

  /** @throws HttpProblem 401 when no token is saved for it */
  async of(provider: ProviderType): Promise<GitHost> {
    const account = (await this.required()).find((candidate) => candidate.provider === provider);
    if (account) return account;
    throw new HttpProblem(401, `No token for ${provider} is saved. Add one in the settings.`);
  }

  /** The first account that can see the repository; undefined: none can. @throws GitHostError when that cannot be told */
  async thatSees(repository: string, preferred?: ProviderType | null): Promise<GitHost | undefined> {
    let failure: Error | undefined;
    for (const account of await this.saved(preferred)) {
      try {
        if (await account.repository(repository)) return account;
      } catch (error) {
        failure ??= error as Error;
      }
    }
    if (failure) throw failure;
    return undefined;
  }
}

/** What the accounts answer, with the failures of their hosts as answers of the OpenHands API: a status and a bare text. */
export async function fromHost<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GitHostError)) throw error;
    throw new HttpProblem(STATUSES[error.problem] ?? 502, error.message);
  }
}

/** The answers of those that gave one. @throws the first failure, if none did */
export async function fromAny<T>(answers: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(answers);
  const given = settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failed = settled.find((answer) => answer.status === 'rejected');
  if (given.length === 0 && failed) throw failed.reason;
  return given;
}
