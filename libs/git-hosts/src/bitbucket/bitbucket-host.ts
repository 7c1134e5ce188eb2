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
import { ifThere } from '../if-there.js';
import { repositoryInAddress } from '../host-address.js';
import {
  branchOf,
  repositoryOf,
  userOf,
  type BitbucketBranch,
  type BitbucketRepository,
  type BitbucketUser,
} from './bitbucket-answers.js';
import { BitbucketClient, type BitbucketPage } from './bitbucket-client.js';

const PAGE = 100;
const MOST_WORKSPACES = 20;
const SORTS: Readonly<Record<string, string>> = { created: '-created_on', full_name: 'full_name' };

/** Bitbucket Cloud. */
export class BitbucketHost implements GitHost {
  readonly provider = 'bitbucket';
  private readonly client: BitbucketClient;

  constructor(access: HostAccess) {
    this.client = new BitbucketClient(access);
  }

  async user(): Promise<HostUser> {
    return userOf(await this.client.json<BitbucketUser>('/user'));
  }

  async installations(): Promise<string[]> {
    const workspaces = await this.client.pages<{ readonly slug: string }>(`/workspaces?pagelen=${PAGE}`, 5);
    return workspaces.map(({ slug }) => slug);
  }

  async repositories(query: RepositoryQuery): Promise<RepositoryPage> {
    if (query.installation !== undefined) return this.ofWorkspace(query.installation, query);
    const workspaces = (await this.installations()).slice(0, MOST_WORKSPACES);
    const pages = await Promise.all(workspaces.map((workspace) => this.ofWorkspace(workspace, query)));
    return {
      items: pages.flatMap(({ items }) => items),
      ...(pages.some(({ nextPage }) => nextPage !== undefined) ? { nextPage: query.page + 1 } : {}),
    };
  }

  async search({ query, limit }: RepositorySearch): Promise<HostRepository[]> {
    const named = repositoryInAddress(query);
    if (named !== undefined) return [await this.repository(named)].filter((found) => found !== undefined);
    const slash = query.indexOf('/');
    const part = query.slice(slash + 1);
    const workspaces = slash > 0 ? [query.slice(0, slash)] : (await this.installations()).slice(0, MOST_WORKSPACES);
    const found = await Promise.all(workspaces.map((workspace) => this.named(workspace, part, limit)));
    return found.flat().slice(0, limit);
  }

  async repository(name: string): Promise<HostRepository | undefined> {
    const found = await ifThere(this.client.json<BitbucketRepository>(`/repositories/${path(name)}`));
    return found && repositoryOf(found);
  }

  async branches(repository: string): Promise<HostBranch[]> {
    const address = `/repositories/${path(repository)}/refs/branches?pagelen=${PAGE}&sort=-target.date`;
    return (await this.client.pages<BitbucketBranch>(address, 10)).map(branchOf);
  }

  /** Bitbucket tells of nothing that waits for a person across repositories. */
  async tasks(): Promise<HostTask[]> {
    return [];
  }

  async sourceBranch(repository: string, number: number): Promise<string | undefined> {
    interface End {
      readonly branch: { readonly name: string };
      readonly repository?: { readonly full_name: string } | null;
    }
    const address = `/repositories/${path(repository)}/pullrequests/${number}`;
    const request = await ifThere(this.client.json<{ readonly source: End }>(address));
    return request?.source.repository?.full_name === repository ? request.source.branch.name : undefined;
  }

  async files(repository: string, directory: string): Promise<HostFile[]> {
    const address = await this.source(repository, directory);
    const query = `?max_depth=10&pagelen=${PAGE}`;
    const found = await ifThere(
      this.client.pages<{ readonly type: string; readonly path: string }>(`${address}/${query}`, 2),
    );
    return (found ?? []).flatMap((entry) => (entry.type === 'commit_file' ? [{ path: entry.path }] : []));
  }

  async readFile(repository: string, file: string): Promise<string | undefined> {
    return ifThere(this.client.text(await this.source(repository, file)));
  }

  async changedAt(repository: string, file: string): Promise<string | undefined> {
    const address = `/repositories/${path(repository)}/commits?path=${encodeURIComponent(file)}&pagelen=1`;
    const page = await this.client.json<BitbucketPage<{ readonly date: string }>>(address);
    return page.values[0]?.date;
  }

  async openChangeRequest(request: NewChangeRequest): Promise<ChangeRequest> {
    interface Answer {
      readonly id: number;
      readonly links: { readonly html: { readonly href: string } };
    }
    const { id, links } = await this.client.json<Answer>(`/repositories/${path(request.repository)}/pullrequests`, {
      method: 'POST',
      body: {
        title: request.title,
        description: request.description ?? '',
        source: { branch: { name: request.sourceBranch } },
        destination: { branch: { name: request.targetBranch } },
        close_source_branch: false,
        draft: request.draft ?? false,
      },
    });
    return { number: id, url: links.html.href };
  }

  private async ofWorkspace(workspace: string, { page, perPage, sort }: RepositoryQuery): Promise<RepositoryPage> {
    const query = new URLSearchParams({
      role: 'member',
      sort: SORTS[sort] ?? '-updated_on',
      pagelen: String(perPage),
      page: String(page),
    });
    const answer = await this.client.json<BitbucketPage<BitbucketRepository>>(
      `/repositories/${encodeURIComponent(workspace)}?${query.toString()}`,
    );
    return { items: answer.values.map(repositoryOf), ...(answer.next === undefined ? {} : { nextPage: page + 1 }) };
  }

  private async named(workspace: string, part: string, limit: number): Promise<HostRepository[]> {
    const filter = `name ~ "${part.replace(/["\\]/g, '\\$&')}"`;
    const query = new URLSearchParams({ q: filter, sort: '-updated_on', pagelen: String(limit) });
    const address = `/repositories/${encodeURIComponent(workspace)}?${query.toString()}`;
    const answer = await ifThere(this.client.json<BitbucketPage<BitbucketRepository>>(address));
    return (answer?.values ?? []).map(repositoryOf);
  }

  /** Address of a file or directory of the main branch. */
  private async source(repository: string, file: string): Promise<string> {
    const branch = (await this.repository(repository))?.mainBranch ?? 'main';
    return `/repositories/${path(repository)}/src/${encodeURIComponent(branch)}/${path(file)}`;
  }
}

function path(text: string): string {
  return text.split('/').map(encodeURIComponent).join('/');
}
