import { afterEach, describe, expect, it } from '@jest/globals';
import { gitHosts } from '@openhands-nest/git-hosts';
import {
  BitbucketApiServer,
  COMMITTED_AT,
  GithubApiServer,
  GitlabApiServer,
  InMemoryStorage,
  type GitApiServer,
  type HostAccount,
} from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
const hosts: GitApiServer[] = [];
afterEach(async () => {
  await server.close();
  await Promise.all(hosts.splice(0).map((host) => host.close()));
});
const call = appCallerOf(() => server);

const account: HostAccount = {
  token: 'good',
  login: 'ada',
  organizations: ['acme'],
  repositories: [
    {
      name: 'acme/api',
      branches: [
        { name: 'old', date: '2025-01-01T00:00:00Z' },
        { name: 'new', date: '2026-01-01T00:00:00Z' },
        { name: 'master', date: '2020-01-01T00:00:00Z', isProtected: true },
      ],
      files: {
        '.openhands/microagents/deploy.md': '---\nname: deploy\ntriggers:\n  - deploy\n---\nDeploy softly.',
        '.openhands/microagents/README.md': 'Not one.',
        '.cursorrules': 'Be brief.',
      },
    },
    { name: 'acme/web' },
    { name: 'ada/site', isPrivate: true },
  ],
  changeRequests: [{ repository: 'acme/api', number: 5, title: 'Red', checks: 'failed', branch: 'fix/red' }],
  issues: [{ repository: 'acme/web', number: 9, title: 'Slow page' }],
};

/** A server with saved tokens for small hosts of these providers. */
async function withTokens(given: Readonly<Record<string, new (account: HostAccount) => GitApiServer>>): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: gitHosts() });
  const tokens: Record<string, object> = {};
  for (const [provider, Host] of Object.entries(given)) {
    const host = await new Host(account).start();
    hosts.push(host);
    tokens[provider] = { token: account.token, host: host.host };
  }
  expect((await call('POST', '/api/add-git-providers', { provider_tokens: tokens })).status).toBe(200);
}

describe('accounts on git hosts', () => {
  it('answer 401 with a bare text as long as no token is saved', async () => {
    server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: gitHosts() });

    for (const path of ['info', 'repositories', 'suggested-tasks', 'repository/branches?repository=a/b']) {
      const { status, body } = await call('GET', `/api/user/${path}`);
      expect({ status, type: typeof body }).toEqual({ status: 401, type: 'string' });
    }
    expect((await call('GET', '/api/user/repository/acme/api/microagents')).status).toBe(404);
  });

  it('tell who the user is, and what is waiting', async () => {
    await withTokens({ github: GithubApiServer });

    expect((await call('GET', '/api/user/info')).body).toMatchObject({ login: 'ada', company: null, email: null });
    expect((await call('GET', '/api/user/suggested-tasks')).body).toEqual([
      { git_provider: 'github', task_type: 'FAILING_CHECKS', repo: 'acme/api', issue_number: 5, title: 'Red' },
      { git_provider: 'github', task_type: 'OPEN_ISSUE', repo: 'acme/web', issue_number: 9, title: 'Slow page' },
    ]);
  });

  it('give a page of repositories, whose first one says where the next page is', async () => {
    await withTokens({ github: GithubApiServer });

    const { body } = await call('GET', '/api/user/repositories?selected_provider=github&page=1&per_page=2');

    expect(body).toEqual([
      expect.objectContaining({ full_name: 'acme/api', link_header: '<?page=2>; rel="next"', git_provider: 'github' }),
      expect.objectContaining({ full_name: 'acme/web', link_header: null, is_public: true, main_branch: 'main' }),
    ]);
  });

  it('search all of them side by side, and do without one whose host fails', async () => {
    await withTokens({ github: GithubApiServer, bitbucket: BitbucketApiServer });
    const names = async (): Promise<unknown> => {
      const { body } = await call('GET', '/api/user/search/repositories?query=web');
      return (body as unknown as { git_provider: string; full_name: string }[]).map(
        ({ git_provider, full_name }) => `${git_provider}:${full_name}`,
      );
    };

    expect(await names()).toEqual(['github:acme/web', 'bitbucket:acme/web']);
    for (const host of hosts.slice(0, 1)) host.fault = 'broken';
    expect(await names()).toEqual(['bitbucket:acme/web']);
  });

  it('list branches with the main one first, then the newest', async () => {
    await withTokens({ gitlab: GitlabApiServer });

    const { body } = await call('GET', '/api/user/repository/branches?repository=acme%2Fapi');

    expect((body as unknown as { name: string }[]).map(({ name }) => name)).toEqual(['master', 'new', 'old']);
    expect((await call('GET', '/api/user/repository/branches?repository=acme%2Fnone')).status).toBe(404);
  });

  it.each(['acme/api', 'acme%2Fapi'])('read the microagents of %s, and their text', async (name) => {
    await withTokens({ gitlab: GitlabApiServer });
    const path = '.openhands/microagents/deploy.md';

    const list = await call('GET', `/api/user/repository/${name}/microagents`);
    const content = await call('GET', `/api/user/repository/${name}/microagents/content?file_path=${path}`);

    expect(list.body).toEqual([
      { name: 'cursorrules', path: '.cursorrules', created_at: COMMITTED_AT },
      { name: 'deploy', path, created_at: COMMITTED_AT },
    ]);
    expect(content.body).toEqual({ content: 'Deploy softly.', path, triggers: ['deploy'], git_provider: 'gitlab' });
    const missing = await call('GET', `/api/user/repository/${name}/microagents/content?file_path=none.md`);
    expect(missing.status).toBe(404);
  });

  it('name installations, where a provider has any', async () => {
    await withTokens({ github: GithubApiServer, gitlab: GitlabApiServer });

    expect((await call('GET', '/api/user/installations?provider=github')).body).toEqual(['11', '22']);
    expect((await call('GET', '/api/user/installations?provider=gitlab')).status).toBe(400);
    expect((await call('GET', '/api/user/installations?provider=bitbucket')).status).toBe(401);
    expect((await call('GET', '/api/user/installations')).status).toBe(422);
  });

  it('answer with the failure of the host', async () => {
    await withTokens({ github: GithubApiServer });
    for (const host of hosts) host.fault = 'rate_limited';

    const { status, body } = await call('GET', '/api/user/info');

    expect(status).toBe(429);
    expect(body).toMatch(/GitHub allows no more requests/);
  });

  it('store no token that the host does not accept', async () => {
    server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: gitHosts() });
    const host = await new GitlabApiServer(account).start();
    hosts.push(host);
    const tokens = { gitlab: { token: 'stolen', host: host.host } };

    expect((await call('POST', '/api/add-git-providers', { provider_tokens: tokens })).status).toBe(401);
    expect((await call('GET', '/api/user/info')).status).toBe(401);
  });
});

describe('a conversation about a repository', () => {
  const create = (body: object) => call('POST', '/api/conversations', body);
  const infoOf = async (id: unknown) => (await call('GET', `/api/conversations/${String(id)}`)).body;

  it('is refused before it is created when no saved token can see the repository', async () => {
    await withTokens({ github: GithubApiServer });

    const { status, body } = await create({ repository: 'acme/none' });

    expect(status).toBe(400);
    expect(body).toEqual({
      status: 'error',
      msg_id: 'STATUS$GIT_PROVIDER_AUTHENTICATION_ERROR',
      message: expect.stringContaining('acme/none'),
    });
  });

  it('knows the provider that has it', async () => {
    await withTokens({ github: GithubApiServer, gitlab: GitlabApiServer });

    const { body } = await create({ repository: 'ada/site', git_provider: 'gitlab' });

    expect(await infoOf(body.conversation_id)).toMatchObject({
      selected_repository: 'ada/site',
      git_provider: 'gitlab',
      pr_number: [],
    });
  });
});
