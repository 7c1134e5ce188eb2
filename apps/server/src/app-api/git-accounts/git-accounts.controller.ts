import { Controller, Get } from '@nestjs/common';
import {
  ApiGetRepositoryBranches,
  ApiGetSuggestedTasks,
  ApiGetUser,
  ApiGetUserInstallations,
  ApiGetUserRepositories,
  ApiSearchRepositories,
  BranchesQuery,
  InstallationsQuery,
  RepositoriesQuery,
  RepositorySearchQuery,
  type Branch,
  type Repository,
  type SuggestedTask,
  type User,
} from '@openhands-nest/contracts/app';
import type { GitHost } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { fromAny, fromHost, GitAccounts } from './git-accounts.service.js';
import { toBranches, toRepositories, toRepository, toTask, toUser } from './to-wire.js';

const DEFAULT_PAGE = 30;

/** What the server's user has on the git hosts whose tokens are saved. */
@Controller('api/user')
export class GitAccountsController {
  constructor(private readonly accounts: GitAccounts) {}

  @Get('info')
  @ApiGetUser()
  async user(): Promise<User> {
    const accounts = await this.accounts.required();
    return toUser(await fromHost(firstOf(accounts)));
  }

  @Get('installations')
  @ApiGetUserInstallations()
  async installations(@QueryOf(InstallationsQuery) { provider }: InstallationsQuery): Promise<readonly string[]> {
    const has = provider === ProviderType.Github || provider === ProviderType.Bitbucket;
    if (!has) throw new HttpProblem(400, `Provider ${provider} doesn't support installations`);
    const account = await this.accounts.of(provider);
    return fromHost(account.installations());
  }

  @Get('repositories')
  @ApiGetUserRepositories()
  async repositories(@QueryOf(RepositoriesQuery) query: RepositoriesQuery): Promise<Repository[]> {
    const { selected_provider: provider } = query;
    const accounts = provider ? [await this.accounts.of(provider)] : await this.accounts.required();
    const found = await fromHost(fromAny(accounts.map((account) => pageOf(account, query))));
    return found.flat();
  }

  @Get('search/repositories')
  @ApiSearchRepositories()
  async search(@QueryOf(RepositorySearchQuery) query: RepositorySearchQuery): Promise<Repository[]> {
    const { selected_provider: provider } = query;
    const accounts = provider ? [await this.accounts.of(provider)] : await this.accounts.required();
    const found = await fromHost(fromAny(accounts.map((account) => searchOf(account, query))));
    return found.flat();
  }

  @Get('suggested-tasks')
  @ApiGetSuggestedTasks()
  async tasks(): Promise<SuggestedTask[]> {
    const accounts = await this.accounts.required();
    const found = await fromHost(
      fromAny(accounts.map(async (account) => (await account.tasks()).map((task) => toTask(task, account.provider)))),
    );
    return found.flat();
  }

  @Get('repository/branches')
  @ApiGetRepositoryBranches()
  async branches(@QueryOf(BranchesQuery) { repository }: BranchesQuery): Promise<Branch[]> {
    await this.accounts.required();
    const account = await fromHost(this.accounts.thatSees(repository));
    if (!account) throw new HttpProblem(404, `No account can see the repository ${repository}.`);
    return toBranches(await fromHost(account.branches(repository)));
  }
}

/** Whoever answers first in the order of providers. */
async function firstOf(accounts: readonly GitHost[]) {
  let failure: unknown;
  for (const account of accounts) {
    try {
      return await account.user();
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

async function pageOf(account: GitHost, query: RepositoriesQuery): Promise<Repository[]> {
  const { sort, page, per_page: perPage, installation_id: installation } = query;
  const answer = await account.repositories({
    sort,
    page: page ?? 1,
    perPage: perPage ?? DEFAULT_PAGE,
    ...(installation ? { installation } : {}),
  });
  return toRepositories(answer, account.provider);
}

async function searchOf(account: GitHost, search: RepositorySearchQuery): Promise<Repository[]> {
  const { query, per_page: limit, sort, order } = search;
  const found = await account.search({ query, limit, sort, order: order === 'asc' ? 'asc' : 'desc' });
  return found.map((repository) => toRepository(repository, account.provider));
}
