import { COMMITTED_AT, shaOf, type AccountRepository } from './host-account.js';
import { GitApiServer, type ApiAnswer, type ApiRequest } from './git-api-server.js';

interface GraphqlBody {
  readonly query: string;
  readonly variables: { readonly owner?: string; readonly name?: string };
}

/** GitHub's REST and GraphQL interfaces, as an enterprise server has them: below `/api/v3` and at `/api/graphql`. */
export class GithubApiServer extends GitApiServer {
  protected readonly prefix = '/api/v3';
  protected readonly rateLimited = {
    status: 403,
    headers: { 'x-ratelimit-remaining': '0' },
    body: { message: 'API rate limit exceeded' },
  };

  protected answer(request: ApiRequest): ApiAnswer | undefined {
    const { path, method, query } = request;
    if (path === '/api/graphql') return this.graphql(request.body as GraphqlBody);
    if (path === '/user') return { body: this.user() };
    if (path === '/user/orgs') return { body: (this.account.organizations ?? []).map((login) => ({ login })) };
    if (path === '/user/installations') return { body: { total_count: 2, installations: [{ id: 11 }, { id: 22 }] } };
    if (path === '/user/repos') return this.list(request, this.account.repositories ?? []);
    if (path === '/search/repositories') return { body: { items: this.found(query.get('q') ?? '').map(wire) } };
    const [, owner, repo, rest] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const repository = this.repository(`${owner}/${repo}`);
    return repository && this.ofRepository(repository, rest ?? '', method, request);
  }

  private ofRepository(
    repository: AccountRepository,
    rest: string,
    method: string,
    { body, query }: ApiRequest,
  ): ApiAnswer | undefined {
    if (rest === '') return { body: wire(repository) };
    if (rest.startsWith('/contents/')) return contentsOf(repository, rest.slice('/contents/'.length));
    if (rest === '/commits' && repository.files?.[query.get('path') ?? ''] !== undefined)
      return { body: [{ sha: shaOf('c'), commit: { committer: { date: COMMITTED_AT } } }] };
    const pull = this.changeRequest(repository, /^\/pulls\/(\d+)$/.exec(rest)?.[1]);
    if (pull) {
      const repo = { full_name: repository.name };
      return { body: { number: pull.number, head: { ref: pull.branch ?? 'topic', repo }, base: { repo } } };
    }
    if (rest === '/pulls' && method === 'POST') return this.openPull(repository, body as Record<string, string>);
    if (/^\/issues\/\d+\/labels$/.test(rest)) return this.addLabels(body as { labels: string[] });
    return undefined;
  }

  private openPull({ name }: AccountRepository, body: Record<string, string>): ApiAnswer {
    const number = this.opened.length + 1;
    const { head = '', base = '', title = '' } = body;
    this.opened.push({ repository: name, number, source: head, target: base, title, labels: [] });
    return { status: 201, body: { number, html_url: `${this.host}/${name}/pull/${number}` } };
  }

  private addLabels({ labels }: { labels: string[] }): ApiAnswer {
    const last = this.opened.pop();
    if (last) this.opened.push({ ...last, labels });
    return { body: [] };
  }

  private list(request: ApiRequest, repositories: readonly AccountRepository[]): ApiAnswer {
    const { items, next } = this.page(repositories, request.query, 'per_page');
    const link = next === undefined ? {} : { link: `<${this.pageAddress(request, next)}>; rel="next"` };
    return { headers: link, body: items.map(wire) };
  }

  /** Its search wants an owner, and the part of a name. */
  private found(terms: string): AccountRepository[] {
    const words = terms.split(' ').filter((word) => word !== '' && word !== 'in:name');
    const owners = words.flatMap((word) => /^(?:user|org):(.+)$/.exec(word)?.[1] ?? []);
    const parts = words.filter((word) => !word.includes(':'));
    return (this.account.repositories ?? []).filter(({ name }) => {
      const [owner = '', repo = ''] = name.split('/');
      return owners.includes(owner) && parts.every((part) => repo.includes(part));
    });
  }

  private user(): object {
    const { login, email } = this.account;
    return { id: 7, login, avatar_url: `${this.host}/avatar.png`, company: null, name: login, email: email ?? null };
  }

  private graphql({ query, variables }: GraphqlBody): ApiAnswer {
    if (!query.includes('refs(')) return { body: { data: this.openWork() } };
    const repository = this.repository(`${variables.owner}/${variables.name}`);
    if (!repository)
      return { body: { data: { repository: null }, errors: [{ type: 'NOT_FOUND', message: 'No such repository' }] } };
    const nodes = (repository.branches ?? []).map(({ name, date, isProtected }) => ({
      name,
      target: { oid: shaOf(name), committedDate: date },
      branchProtectionRule: isProtected ? { id: 'rule' } : null,
    }));
    return { body: { data: { repository: { refs: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } } } } };
  }

  private openWork(): object {
    const requests = (this.account.changeRequests ?? []).map((request) => ({
      number: request.number,
      title: request.title,
      repository: { nameWithOwner: request.repository },
      mergeable: request.conflicts ? 'CONFLICTING' : 'MERGEABLE',
      commits: {
        nodes: [{ commit: { statusCheckRollup: request.checks ? { state: stateOf(request.checks) } : null } }],
      },
      reviews: { nodes: request.unresolved ? [{ state: 'CHANGES_REQUESTED' }] : [] },
    }));
    const issues = (this.account.issues ?? []).map(({ repository, ...issue }) => ({
      ...issue,
      repository: { nameWithOwner: repository },
    }));
    return { viewer: { pullRequests: { nodes: requests } }, search: { nodes: issues } };
  }
}

function stateOf(checks: 'failed' | 'passed'): string {
  return checks === 'failed' ? 'FAILURE' : 'SUCCESS';
}

function wire({ name, isPrivate, stars, pushedAt, mainBranch }: AccountRepository): object {
  return {
    id: Buffer.from(name).readUIntBE(0, 4),
    full_name: name,
    private: isPrivate ?? false,
    stargazers_count: stars ?? 0,
    pushed_at: pushedAt ?? COMMITTED_AT,
    default_branch: mainBranch ?? 'main',
    owner: { type: name.startsWith('acme/') ? 'Organization' : 'User' },
  };
}

function contentsOf({ files = {} }: AccountRepository, path: string): ApiAnswer | undefined {
  const text = files[path];
  if (text !== undefined)
    return { body: { type: 'file', path, encoding: 'base64', content: Buffer.from(text).toString('base64') } };
  const below = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
  if (below.length === 0) return undefined;
  const names = new Set(below.map((file) => file.slice(path.length + 1).split('/')[0] ?? ''));
  const entries = [...names].map((name) => `${path}/${name}`);
  return { body: entries.map((entry) => ({ type: files[entry] === undefined ? 'dir' : 'file', path: entry })) };
}
