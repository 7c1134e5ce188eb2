import { COMMITTED_AT, shaOf, type AccountChangeRequest, type AccountRepository } from './host-account.js';
import { GitApiServer, type ApiAnswer, type ApiRequest } from './git-api-server.js';

/** GitLab's REST interface, version 4. */
export class GitlabApiServer extends GitApiServer {
  protected readonly prefix = '/api/v4';
  protected readonly rateLimited = { status: 429, headers: { 'retry-after': '60' }, body: { message: 'Too many' } };

  protected answer(request: ApiRequest): ApiAnswer | undefined {
    const { path, query } = request;
    if (path === '/user') return { body: this.user() };
    if (path === '/projects') return this.list(request, this.found(query.get('search')).map(wire));
    if (path === '/merge_requests') return this.list(request, (this.account.changeRequests ?? []).map(requestInList));
    if (path === '/issues')
      return this.list(
        request,
        (this.account.issues ?? []).map(({ repository, number, title }) => ({
          iid: number,
          title,
          references: { full: `${repository}#${number}` },
        })),
      );
    const details = /^\/projects\/(\d+)\/merge_requests\/(\d+)$/.exec(path);
    if (details) return this.detail(Number(details[2]));
    const repository = (this.account.repositories ?? []).find(({ name }) => path.startsWith(`/projects/${name}`));
    return repository && this.ofProject(repository, path.slice(`/projects/${repository.name}`.length), request);
  }

  private ofProject(repository: AccountRepository, rest: string, request: ApiRequest): ApiAnswer | undefined {
    const { files = {} } = repository;
    if (rest === '') return { body: wire(repository) };
    if (rest === '/repository/branches') return this.list(request, branchesOf(repository));
    if (rest === '/repository/tree') return this.tree(files, request);
    if (rest === '/repository/commits') return { body: [{ id: shaOf('c'), committed_date: COMMITTED_AT }] };
    if (rest === '/merge_requests' && request.method === 'POST')
      return this.openRequest(repository, request.body as Record<string, string>);
    const opened = this.changeRequest(repository, /^\/merge_requests\/(\d+)$/.exec(rest)?.[1]);
    if (opened) return { body: requestInList(opened) };
    const file = /^\/repository\/files\/(.+)$/.exec(rest)?.[1];
    const text = file === undefined ? undefined : files[file];
    return text === undefined ? undefined : { body: { content: Buffer.from(text).toString('base64') } };
  }

  private openRequest({ name }: AccountRepository, body: Record<string, string>): ApiAnswer {
    const number = this.opened.length + 1;
    const { source_branch: source = '', target_branch: target = '', title = '', labels = '' } = body;
    this.opened.push({ repository: name, number, source, target, title, labels: labels.split(',').filter(Boolean) });
    return { status: 201, body: { iid: number, web_url: `${this.host}/${name}/-/merge_requests/${number}` } };
  }

  private tree(files: Readonly<Record<string, string>>, request: ApiRequest): ApiAnswer | undefined {
    const path = request.query.get('path') ?? '';
    const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
    if (below.length === 0) return undefined;
    return this.list(
      request,
      below.map((file) => ({ id: shaOf(file), type: 'blob', path: file, name: file })),
    );
  }

  private detail(number: number): ApiAnswer | undefined {
    const request = this.account.changeRequests?.find((candidate) => candidate.number === number);
    if (!request) return undefined;
    const status = request.checks === 'failed' ? 'failed' : 'success';
    return { body: { ...requestInList(request), head_pipeline: request.checks ? { status } : null } };
  }

  private list(request: ApiRequest, items: readonly unknown[]): ApiAnswer {
    const { items: shown, number, next } = this.page(items, request.query, 'per_page');
    const link = next === undefined ? {} : { link: `<${this.pageAddress(request, next)}>; rel="next"` };
    const headers = {
      ...link,
      'x-page': String(number),
      'x-next-page': next === undefined ? '' : String(next),
      'x-per-page': String(request.query.get('per_page') ?? 20),
      'x-total': String(items.length),
    };
    return { headers, body: shown };
  }

  private found(search: string | null): AccountRepository[] {
    return (this.account.repositories ?? []).filter(({ name }) => name.includes(search ?? ''));
  }

  private user(): object {
    const { login, email } = this.account;
    return { id: 7, username: login, avatar_url: `${this.host}/avatar.png`, name: login, email: email ?? null };
  }
}

function requestInList({ repository, number, title, conflicts, unresolved, branch }: AccountChangeRequest): object {
  return {
    iid: number,
    project_id: 1,
    title,
    source_branch: branch ?? 'topic',
    source_project_id: 1,
    target_project_id: 1,
    has_conflicts: conflicts ?? false,
    blocking_discussions_resolved: !unresolved,
    references: { full: `${repository}!${number}` },
  };
}

function branchesOf({ branches = [] }: AccountRepository): object[] {
  return branches.map(({ name, date, isProtected }) => ({
    name,
    protected: isProtected ?? false,
    commit: { id: shaOf(name), committed_date: date },
  }));
}

function wire({ name, isPrivate, stars, pushedAt, mainBranch }: AccountRepository): object {
  return {
    id: Buffer.from(name).readUIntBE(0, 4),
    path_with_namespace: name,
    visibility: isPrivate ? 'private' : 'public',
    star_count: stars ?? 0,
    last_activity_at: pushedAt ?? COMMITTED_AT,
    default_branch: mainBranch ?? 'main',
    namespace: { kind: name.startsWith('acme/') ? 'group' : 'user' },
  };
}
