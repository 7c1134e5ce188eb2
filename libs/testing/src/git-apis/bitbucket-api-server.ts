import { COMMITTED_AT, shaOf, type AccountRepository } from './host-account.js';
import { GitApiServer, type ApiAnswer, type ApiRequest } from './git-api-server.js';

/** Bitbucket Cloud's REST interface, version 2.0. */
export class BitbucketApiServer extends GitApiServer {
  protected readonly prefix = '/2.0';
  protected readonly rateLimited = { status: 429, body: { error: { message: 'Rate limit for this resource' } } };

  protected answer(request: ApiRequest): ApiAnswer | undefined {
    const { path, query } = request;
    if (path === '/user') return { body: this.user() };
    if (path === '/workspaces')
      return this.list(
        request,
        (this.account.organizations ?? []).map((slug) => ({ slug })),
      );
    const [, workspace, slug, rest] = /^\/repositories\/([^/]+)(?:\/([^/]+)(\/.*)?)?$/.exec(path) ?? [];
    if (workspace === undefined) return undefined;
    if (slug === undefined) return this.list(request, this.found(workspace, query.get('q')).map(wire));
    const repository = this.repository(`${workspace}/${slug}`);
    return repository && this.ofRepository(repository, rest ?? '', request);
  }

  private ofRepository(repository: AccountRepository, rest: string, request: ApiRequest): ApiAnswer | undefined {
    if (rest === '') return { body: wire(repository) };
    if (rest === '/refs/branches') return this.list(request, branchesOf(repository));
    if (rest === '/commits') return { body: { values: [{ hash: shaOf('c'), date: COMMITTED_AT }] } };
    if (rest === '/pullrequests' && request.method === 'POST') return this.openRequest(repository, request.body);
    const pull = this.changeRequest(repository, /^\/pullrequests\/(\d+)$/.exec(rest)?.[1]);
    if (pull) {
      const end = { branch: { name: pull.branch ?? 'topic' }, repository: { full_name: repository.name } };
      return { body: { id: pull.number, source: end } };
    }
    const source = /^\/src\/([^/]+)\/(.+?)\/?$/.exec(rest);
    return source?.[1] === (repository.mainBranch ?? 'main')
      ? this.source(repository, source?.[2] ?? '', request)
      : undefined;
  }

  private source({ files = {} }: AccountRepository, path: string, request: ApiRequest): ApiAnswer | undefined {
    const text = files[path];
    if (text !== undefined) return { body: text };
    const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
    if (below.length === 0) return undefined;
    return this.list(
      request,
      below.map((file) => ({ type: 'commit_file', path: file })),
    );
  }

  private openRequest({ name }: AccountRepository, body: unknown): ApiAnswer {
    const { title, source, destination } = body as {
      readonly title: string;
      readonly source: { readonly branch: { readonly name: string } };
      readonly destination: { readonly branch: { readonly name: string } };
    };
    const number = this.opened.length + 1;
    this.opened.push({
      ...{ repository: name, number, title, labels: [] },
      ...{ source: source.branch.name, target: destination.branch.name },
    });
    return {
      status: 201,
      body: { id: number, links: { html: { href: `${this.host}/${name}/pull-requests/${number}` } } },
    };
  }

  private list(request: ApiRequest, items: readonly unknown[]): ApiAnswer {
    const { items: values, next, number: page } = this.page(items, request.query, 'pagelen');
    return { body: { values, page, ...(next === undefined ? {} : { next: this.pageAddress(request, next) }) } };
  }

  private found(workspace: string, filter: string | null): AccountRepository[] {
    const part = /^name ~ "(.*)"$/.exec(filter ?? '')?.[1] ?? '';
    return (this.account.repositories ?? []).filter(({ name }) => {
      const [owner, repo = ''] = name.split('/');
      return owner === workspace && repo.includes(part);
    });
  }

  private user(): object {
    const { login } = this.account;
    return {
      account_id: 'account-7',
      username: login,
      display_name: login,
      links: { avatar: { href: `${this.host}/avatar.png` } },
    };
  }
}

function branchesOf({ branches = [] }: AccountRepository): object[] {
  return branches.map(({ name, date }) => ({ name, target: { hash: shaOf(name), date } }));
}

function wire({ name, isPrivate, pushedAt, mainBranch }: AccountRepository): object {
  return {
    uuid: `{${name}}`,
    full_name: name,
    is_private: isPrivate ?? false,
    updated_on: pushedAt ?? COMMITTED_AT,
    owner: { type: 'team' },
    mainbranch: { name: mainBranch ?? 'main' },
  };
}
