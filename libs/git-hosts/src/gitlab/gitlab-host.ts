import type { Gitlab } from '@gitbeaker/rest';
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
import { branchOf, repositoryOf, userOf, type GitlabProject, type GitlabUser } from './gitlab-answers.js';
import { gitlabError } from './gitlab-errors.js';
import { tasksOf } from './gitlab-tasks.js';

type Client = InstanceType<typeof Gitlab>;

const DEFAULT_TIMEOUT_MS = 15_000;
const PAGE = 100;
const MOST_BRANCH_PAGES = 10;
const MOST_FILE_PAGES = 2;
const SORTS: Readonly<Record<string, 'last_activity_at' | 'updated_at' | 'created_at' | 'path'>> = {
  updated: 'updated_at',
  created: 'created_at',
  full_name: 'path',
};

/** GitLab, on its own host or anybody's. */
export class GitlabHost implements GitHost {
  readonly provider = 'gitlab';
  private client: Promise<Client> | undefined;

  constructor(private readonly access: HostAccess) {}

  user(): Promise<HostUser> {
    return this.ask(async (gitlab) => userOf((await gitlab.Users.showCurrentUser()) as unknown as GitlabUser));
  }

  async installations(): Promise<string[]> {
    return [];
  }

  repositories({ page, perPage, sort }: RepositoryQuery): Promise<RepositoryPage> {
    return this.ask(async (gitlab) => {
      const { data, paginationInfo } = await gitlab.Projects.all({
        membership: true,
        orderBy: SORTS[sort] ?? 'last_activity_at',
        sort: sort === 'full_name' ? 'asc' : 'desc',
        page,
        perPage,
        maxPages: 1,
        pagination: 'offset',
        showExpanded: true,
      });
      const items = data.map((project) => repositoryOf(project as unknown as GitlabProject));
      return { items, ...(paginationInfo.next ? { nextPage: paginationInfo.next } : {}) };
    });
  }

  search({ query, limit, sort, order }: RepositorySearch): Promise<HostRepository[]> {
    return this.ask(async (gitlab) => {
      const named = repositoryInAddress(query);
      if (named !== undefined) return [await this.repository(named)].filter((found) => found !== undefined);
      const projects = await gitlab.Projects.all({
        membership: true,
        search: query,
        searchNamespaces: query.includes('/'),
        orderBy: SORTS[sort] ?? 'last_activity_at',
        sort: order,
        perPage: limit,
        maxPages: 1,
      });
      return projects.slice(0, limit).map((project) => repositoryOf(project as unknown as GitlabProject));
    });
  }

  repository(name: string): Promise<HostRepository | undefined> {
    return this.askMaybe(async (gitlab) =>
      repositoryOf((await gitlab.Projects.show(name)) as unknown as GitlabProject),
    );
  }

  branches(repository: string): Promise<HostBranch[]> {
    return this.ask(async (gitlab) =>
      (await gitlab.Branches.all(repository, { perPage: PAGE, maxPages: MOST_BRANCH_PAGES })).map(branchOf),
    );
  }

  tasks(): Promise<HostTask[]> {
    return this.ask(tasksOf);
  }

  sourceBranch(repository: string, number: number): Promise<string | undefined> {
    return this.askMaybe(async (gitlab) => {
      const request = await gitlab.MergeRequests.show(repository, number);
      return request.source_project_id === request.target_project_id ? (request.source_branch as string) : undefined;
    });
  }

  async files(repository: string, directory: string): Promise<HostFile[]> {
    const entries = await this.askMaybe((gitlab) =>
      gitlab.Repositories.allRepositoryTrees(repository, {
        path: directory,
        recursive: true,
        perPage: PAGE,
        maxPages: MOST_FILE_PAGES,
      }),
    );
    return (entries ?? []).flatMap(({ type, path }) => (type === 'blob' ? [{ path }] : []));
  }

  readFile(repository: string, path: string): Promise<string | undefined> {
    return this.askMaybe(async (gitlab) => {
      const { content } = await gitlab.RepositoryFiles.show(repository, path, 'HEAD');
      return Buffer.from(content, 'base64').toString('utf8');
    });
  }

  changedAt(repository: string, path: string): Promise<string | undefined> {
    return this.ask(async (gitlab) => {
      const [commit] = await gitlab.Commits.all(repository, { path, perPage: 1, maxPages: 1 });
      return commit?.committed_date as string | undefined;
    });
  }

  openChangeRequest(request: NewChangeRequest): Promise<ChangeRequest> {
    return this.ask(async (gitlab) => {
      const { repository, sourceBranch, targetBranch, title, description, labels } = request;
      const { iid, web_url } = await gitlab.MergeRequests.create(
        repository,
        sourceBranch,
        targetBranch,
        request.draft && !/^draft:/i.test(title) ? `Draft: ${title}` : title,
        { ...(description ? { description } : {}), ...(labels?.length ? { labels: labels.join(',') } : {}) },
      );
      return { number: iid, url: web_url as string };
    });
  }

  private askMaybe<T>(question: (gitlab: Client) => Promise<T>): Promise<T | undefined> {
    return ifThere(this.ask(question));
  }

  private async ask<T>(question: (gitlab: Client) => Promise<T>): Promise<T> {
    try {
      return await question(await this.gitlab());
    } catch (error) {
      throw gitlabError(error);
    }
  }

  private gitlab(): Promise<Client> {
    this.client ??= this.connect();
    return this.client;
  }

  private async connect(): Promise<Client> {
    const { Gitlab } = await import('@gitbeaker/rest');
    return new Gitlab({
      host: addressOf(this.provider, this.access.host).api,
      oauthToken: this.access.token,
      queryTimeout: this.access.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    });
  }
}
