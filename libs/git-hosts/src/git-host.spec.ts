import { afterEach, describe, expect, it } from '@jest/globals';
import { TaskType } from '@openhands-nest/contracts/vocabulary';
import {
  BitbucketApiServer,
  COMMITTED_AT,
  GithubApiServer,
  GitlabApiServer,
  type GitApiServer,
  type HostAccount,
} from '@openhands-nest/testing';
import { GitHostError, GitHostProblem, type GitHost, type HostProvider } from '@openhands-nest/agent-ports';
import { createGitHost } from './create-git-host.js';

const repositories = Array.from({ length: 5 }, (_, index) => ({ name: `acme/api-${index}`, stars: index }));
const account: HostAccount = {
  token: 'let-me-in',
  login: 'ada',
  organizations: ['acme'],
  repositories: [
    ...repositories,
    {
      name: 'ada/site',
      isPrivate: true,
      mainBranch: 'trunk',
      pushedAt: '2026-05-06T07:08:09Z',
      branches: [
        { name: 'trunk', date: '2026-05-06T07:08:09Z', isProtected: true },
        { name: 'fix/login', date: '2026-06-01T00:00:00Z' },
      ],
      files: {
        '.openhands/microagents/repo.md': 'Run make.',
        '.openhands/microagents/deep/deploy.md': '---\ntriggers: [deploy]\n---\nDeploy softly.',
        'README.md': 'Hello',
      },
    },
  ],
  changeRequests: [
    { repository: 'acme/api-0', number: 1, title: 'Conflicting', conflicts: true, checks: 'failed' },
    { repository: 'acme/api-0', number: 2, title: 'Red', branch: 'fix/red', checks: 'failed', unresolved: true },
    { repository: 'acme/api-1', number: 3, title: 'Discussed', checks: 'passed', unresolved: true },
    { repository: 'acme/api-1', number: 4, title: 'Fine', checks: 'passed' },
  ],
  issues: [{ repository: 'ada/site', number: 9, title: 'Slow page' }],
};

const SERVERS: Readonly<Record<HostProvider, new (account: HostAccount) => GitApiServer>> = {
  github: GithubApiServer,
  gitlab: GitlabApiServer,
  bitbucket: BitbucketApiServer,
};

const open: GitApiServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(provider: HostProvider): Promise<GitApiServer> {
  const server = await new SERVERS[provider](account).start();
  open.push(server);
  return server;
}

async function hostOf(provider: HostProvider): Promise<{ server: GitApiServer; host: GitHost }> {
  const server = await serve(provider);
  return { server, host: createGitHost(provider, { token: account.token, host: server.host }) };
}

describe.each(['github', 'gitlab', 'bitbucket'] as const)('%s', (provider) => {
  it('tells whose token it is', async () => {
    const { host } = await hostOf(provider);

    expect(await host.user()).toMatchObject({ login: 'ada', name: 'ada' });
  });

  it('gives repositories page by page', async () => {
    const { host } = await hostOf(provider);
    const ask = (page: number) => host.repositories({ page, perPage: 2, sort: 'pushed' });

    const first = await ask(1);
    const last = await ask(3);

    expect(first.items.map(({ fullName }) => fullName)).toEqual(['acme/api-0', 'acme/api-1']);
    expect(first.nextPage).toBe(2);
    expect(last.nextPage).toBeUndefined();
  });

  it('finds repositories by a part of their name, by owner and part, and by their address', async () => {
    const { server, host } = await hostOf(provider);
    const find = async (query: string): Promise<string[]> =>
      (await host.search({ query, limit: 5, sort: 'stars', order: 'desc' })).map(({ fullName }) => fullName);

    expect(await find('api-3')).toEqual(['acme/api-3']);
    expect(await find('acme/api-2')).toEqual(['acme/api-2']);
    expect(await find(`${server.host}/ada/site.git`)).toEqual(['ada/site']);
  });

  it('knows one repository, and that another is not there', async () => {
    const { host } = await hostOf(provider);

    expect(await host.repository('ada/site')).toMatchObject({
      fullName: 'ada/site',
      isPublic: false,
      mainBranch: 'trunk',
      pushedAt: '2026-05-06T07:08:09Z',
    });
    expect(await host.repository('ada/none')).toBeUndefined();
  });

  it('lists branches with the time of their last commit', async () => {
    const { host } = await hostOf(provider);

    const branches = await host.branches('ada/site');

    expect(branches.map(({ name, lastPushDate }) => [name, lastPushDate])).toEqual([
      ['trunk', '2026-05-06T07:08:09Z'],
      ['fix/login', '2026-06-01T00:00:00Z'],
    ]);
    expect(branches[0]?.isProtected).toBe(provider !== 'bitbucket');
  });

  it('reads files of the main branch, however deep', async () => {
    const { host } = await hostOf(provider);

    const files = await host.files('ada/site', '.openhands/microagents');

    expect(files.map(({ path }) => path).sort()).toEqual([
      '.openhands/microagents/deep/deploy.md',
      '.openhands/microagents/repo.md',
    ]);
    expect(await host.readFile('ada/site', '.openhands/microagents/repo.md')).toBe('Run make.');
    expect(await host.changedAt('ada/site', '.openhands/microagents/repo.md')).toBe(COMMITTED_AT);
    expect(await host.files('ada/site', 'nowhere')).toEqual([]);
    expect(await host.readFile('ada/site', 'nowhere.md')).toBeUndefined();
  });

  it('opens a pull or merge request', async () => {
    const { server, host } = await hostOf(provider);

    const opened = await host.openChangeRequest({
      ...{ repository: 'ada/site', sourceBranch: 'fix/login', targetBranch: 'trunk', title: 'Let people in' },
      labels: ['bug'],
    });

    expect(opened.number).toBe(1);
    expect(opened.url).toMatch(/\/ada\/site\/.*1$/);
    expect(server.opened).toEqual([
      {
        ...{ repository: 'ada/site', number: 1, source: 'fix/login', target: 'trunk', title: 'Let people in' },
        // Bitbucket's requests have none.
        labels: provider === 'bitbucket' ? [] : ['bug'],
      },
    ]);
  });

  it('names the branch of a pull or merge request', async () => {
    const { host } = await hostOf(provider);

    expect(await host.sourceBranch('acme/api-0', 2)).toBe('fix/red');
    expect(await host.sourceBranch('acme/api-0', 77)).toBeUndefined();
  });

  it('says what is wrong, without the token', async () => {
    const { server, host } = await hostOf(provider);
    const stranger = createGitHost(provider, { token: 'wrong-token', host: server.host });
    const problem = async (asked: Promise<unknown>): Promise<GitHostProblem> => {
      const error = await asked.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(GitHostError);
      expect(JSON.stringify(error) + (error as Error).message).not.toMatch(/wrong-token|let-me-in/);
      return (error as GitHostError).problem;
    };

    expect(await problem(stranger.user())).toBe(GitHostProblem.BadToken);
    server.fault = 'rate_limited';
    expect(await problem(host.repositories({ page: 1, perPage: 5, sort: 'pushed' }))).toBe(GitHostProblem.RateLimited);
    server.fault = 'broken';
    expect(await problem(host.user())).toBe(GitHostProblem.Unreachable);
    server.fault = 'silent';
    const hurried = createGitHost(provider, { token: account.token, host: server.host, timeoutMs: 50 });
    expect(await problem(hurried.branches('ada/site'))).toBe(GitHostProblem.Unreachable);
    await server.close();
    expect(await problem(host.user())).toBe(GitHostProblem.Unreachable);
  });
});

describe.each(['github', 'gitlab'] as const)('what waits for a person on %s', (provider) => {
  it('is one task for each request that needs something, the most urgent need first, and the issues', async () => {
    const { host } = await hostOf(provider);

    expect(await host.tasks()).toEqual([
      { type: TaskType.MergeConflicts, repository: 'acme/api-0', number: 1, title: 'Conflicting' },
      { type: TaskType.FailingChecks, repository: 'acme/api-0', number: 2, title: 'Red' },
      { type: TaskType.UnresolvedComments, repository: 'acme/api-1', number: 3, title: 'Discussed' },
      { type: TaskType.OpenIssue, repository: 'ada/site', number: 9, title: 'Slow page' },
    ]);
  });
});

it('names installations of GitHub and workspaces of Bitbucket', async () => {
  expect(await (await hostOf('github')).host.installations()).toEqual(['11', '22']);
  expect(await (await hostOf('bitbucket')).host.installations()).toEqual(['acme']);
});
