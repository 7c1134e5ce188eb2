import type { Octokit } from '@octokit/rest';
import type {
  ChangeRequest,
  GitHost,
  HostAccess,
  HostBranch,
  HostFile,
  HostRepository,
  HostTask,
  HostUser,
  NewChangeRequest,
  RepositoryPage,
  RepositoryQuery,
  RepositorySearch,
} from '@openhands-nest/agent-ports';
import { addressOf, repositoryInAddress } from '../host-address.js';
import { ifThere } from '../if-there.js';
import { nextPageIn } from '../next-page.js';
import { branchOf, repositoryOf, userOf, type GithubRepository } from './github-answers.js';
import { githubError } from './github-errors.js';
import { BRANCHES, OPEN_WORK, type BranchesAnswer, type BranchNode, type OpenWorkAnswer } from './github-queries.js';
import { tasksOf } from './github-tasks.js';
import { withTimeout } from '../with-timeout.js';

const MOST_BRANCH_PAGES = 10;
const MOST_ORGANIZATIONS = 20;
const MOST_FILES = 200;
const SORTS = ['pushed', 'updated', 'created', 'full_name'] as const;
const SEARCH_SORTS = ['stars', 'forks', 'updated'] as const;

/** GitHub, and GitHub Enterprise servers. */
export class GithubHost implements GitHost {
  readonly provider = 'github';
  private client: Promise<Octokit> | undefined;

  constructor(private readonly access: HostAccess) {}

  user(): Promise<HostUser> {
    return this.ask(async (octokit) => userOf((await octokit.users.getAuthenticated()).data));
  }

  installations(): Promise<string[]> {
    return this.ask(async (octokit) => {
      const { data } = await octokit.apps.listInstallationsForAuthenticatedUser({ per_page: 100 });
      return data.installations.map(({ id }) => String(id));
    });
  }

  repositories({ page, perPage, sort, installation }: RepositoryQuery): Promise<RepositoryPage> {
    return this.ask(async (octokit) => {
      if (installation !== undefined) return this.ofInstallation(octokit, Number(installation), page, perPage);
      const { data, headers } = await octokit.repos.listForAuthenticatedUser({
        page,
        per_page: perPage,
        sort: SORTS.find((known) => known === sort) ?? 'pushed',
      });
      return pageOf(data, headers.link);
    });
  }

  search({ query, limit, sort, order }: RepositorySearch): Promise<HostRepository[]> {
    return this.ask(async (octokit) => {
      const named = repositoryInAddress(query);
      if (named !== undefined) return [await this.repository(named)].filter((found) => found !== undefined);
      const { data } = await octokit.search.repos({
        q: await this.searchTerms(octokit, query),
        per_page: limit,
        order,
        sort: SEARCH_SORTS.find((known) => known === sort) ?? 'stars',
      });
      return data.items.map(repositoryOf);
    });
  }

  repository(name: string): Promise<HostRepository | undefined> {
    return this.askMaybe(async (octokit) => repositoryOf((await octokit.repos.get(partsOf(name))).data));
  }

  branches(repository: string): Promise<HostBranch[]> {
    return this.ask(async (octokit) => {
      const { owner, repo } = partsOf(repository);
      const nodes: BranchNode[] = [];
      let after: string | null = null;
      for (let page = 0; page < MOST_BRANCH_PAGES; page += 1) {
        const answer: BranchesAnswer = await octokit.graphql(BRANCHES, { owner, name: repo, after });
        if (!answer.repository) break;
        nodes.push(...answer.repository.refs.nodes);
        const { hasNextPage, endCursor } = answer.repository.refs.pageInfo;
        if (!hasNextPage) break;
        after = endCursor;
      }
      return nodes.map(branchOf);
    });
  }

  tasks(): Promise<HostTask[]> {
    return this.ask(async (octokit) =>
      tasksOf(await octokit.graphql<OpenWorkAnswer>(OPEN_WORK, { issues: 'is:issue is:open assignee:@me' })),
    );
  }

  sourceBranch(repository: string, number: number): Promise<string | undefined> {
    return this.askMaybe(async (octokit) => {
      const { head, base } = (await octokit.pulls.get({ ...partsOf(repository), pull_number: number })).data;
      return head.repo?.full_name === base.repo.full_name ? head.ref : undefined;
    });
  }

  async files(repository: string, directory: string): Promise<HostFile[]> {
    const found: HostFile[] = [];
    const waiting = [directory];
    for (let path = waiting.shift(); path !== undefined && found.length < MOST_FILES; path = waiting.shift()) {
      const entries = await this.contents(repository, path);
      for (const entry of Array.isArray(entries) ? entries : []) {
        if (entry.type === 'dir') waiting.push(entry.path);
        else if (entry.type === 'file') found.push({ path: entry.path });
      }
    }
    return found.slice(0, MOST_FILES);
  }

  async readFile(repository: string, path: string): Promise<string | undefined> {
    const file = await this.contents(repository, path);
    if (!file || Array.isArray(file) || !('content' in file)) return undefined;
    return Buffer.from(file.content, 'base64').toString('utf8');
  }

  changedAt(repository: string, path: string): Promise<string | undefined> {
    return this.ask(async (octokit) => {
      const { data } = await octokit.repos.listCommits({ ...partsOf(repository), path, per_page: 1 });
      return data[0]?.commit.committer?.date;
    });
  }

  openChangeRequest(request: NewChangeRequest): Promise<ChangeRequest> {
    return this.ask(async (octokit) => {
      const place = partsOf(request.repository);
      const { data } = await octokit.pulls.create({
        ...place,
        head: request.sourceBranch,
        base: request.targetBranch,
        title: request.title,
        body: request.description ?? '',
        draft: request.draft ?? false,
      });
      const labels = [...(request.labels ?? [])];
      if (labels.length > 0) await octokit.issues.addLabels({ ...place, issue_number: data.number, labels });
      return { number: data.number, url: data.html_url };
    });
  }

  private async ofInstallation(
    octokit: Octokit,
    installation: number,
    page: number,
    perPage: number,
  ): Promise<RepositoryPage> {
    const { data, headers } = await octokit.apps.listInstallationReposForAuthenticatedUser({
      installation_id: installation,
      page,
      per_page: perPage,
    });
    return pageOf(data.repositories, headers.link);
  }

  /** Public GitHub is large: only what belongs to the account or its organizations is looked through. */
  private async searchTerms(octokit: Octokit, query: string): Promise<string> {
    const slash = query.indexOf('/');
    if (slash > 0) return `user:${query.slice(0, slash)} in:name ${query.slice(slash + 1)}`;
    const [me, { data: organizations }] = await Promise.all([
      octokit.users.getAuthenticated(),
      octokit.orgs.listForAuthenticatedUser({ per_page: MOST_ORGANIZATIONS }),
    ]);
    const owners = [`user:${me.data.login}`, ...organizations.map(({ login }) => `org:${login}`)];
    return `in:name ${query} ${owners.join(' ')}`;
  }

  private contents(repository: string, path: string) {
    return this.askMaybe(async (octokit) => (await octokit.repos.getContent({ ...partsOf(repository), path })).data);
  }

  private askMaybe<T>(question: (octokit: Octokit) => Promise<T>): Promise<T | undefined> {
    return ifThere(this.ask(question));
  }

  private async ask<T>(question: (octokit: Octokit) => Promise<T>): Promise<T> {
    try {
      return await question(await this.octokit());
    } catch (error) {
      throw githubError(error);
    }
  }

  private octokit(): Promise<Octokit> {
    this.client ??= this.connect();
    return this.client;
  }

  private async connect(): Promise<Octokit> {
    const { Octokit } = await import('@octokit/rest');
    const quiet = (): void => undefined;
    return new Octokit({
      auth: this.access.token,
      baseUrl: addressOf(this.provider, this.access.host).api,
      userAgent: 'openhands-nest',
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      request: { fetch: withTimeout(this.access.timeoutMs) },
    });
  }
}

function pageOf(repositories: readonly GithubRepository[], link: string | undefined): RepositoryPage {
  const nextPage = nextPageIn(link);
  return { items: repositories.map(repositoryOf), ...(nextPage === undefined ? {} : { nextPage }) };
}

function partsOf(name: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = name.split('/');
  return { owner, repo };
}
