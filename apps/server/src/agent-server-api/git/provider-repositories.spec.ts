import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHostError, GitHostProblem, type GitHost, type GitHosts, type GitToken } from '@openhands-nest/agent-ports';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
let asked: GitToken[];
let failure: GitHostProblem | undefined;
const call = callerOf(() => server);
const search = (query: string) => call('GET', `/api/git/repositories/search?${query}`);

/** 250 repositories of a person, on pages of a hundred. */
const HOSTS: GitHosts = {
  accepts: async () => true,
  account: (token) => {
    asked.push(token);
    const repositories: GitHost['repositories'] = async ({ page, perPage }) => {
      if (failure) throw new GitHostError(failure, 'github');
      const first = (page - 1) * perPage;
      const items = Array.from({ length: Math.min(perPage, 250 - first) }, (_, index) => ({
        id: String(first + index),
        fullName: `me/${(first + index) % 2 === 0 ? 'Even' : 'odd'}-${first + index}`,
        isPublic: false,
      }));
      return { items, ...(first + perPage < 250 && { nextPage: page + 1 }) };
    };
    return { provider: 'github', repositories } as unknown as GitHost;
  },
};

beforeEach(async () => {
  asked = [];
  failure = undefined;
  server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: HOSTS });
});
afterEach(() => server.close());

describe('repositories of a git host', () => {
  it('are none without a token', async () => {
    expect(await search('provider=github')).toMatchObject({
      status: 200,
      body: { items: [], next_page_id: null, missing_token: true },
    });
    expect(asked).toEqual([]);
  });

  it('are asked for with the saved token, page by page', async () => {
    await call('PUT', '/api/settings/secrets', { name: 'GITHUB_TOKEN', value: 'ghp_1' });
    const first = (await search('provider=github&limit=60')).body;
    expect(asked[0]).toEqual({ provider: 'github', token: 'ghp_1', host: null });
    expect(first).toMatchObject({ next_page_id: '1:60', missing_token: false });
    expect(first.items).toHaveLength(60);
    expect(first.items[0]).toEqual({
      id: '0',
      full_name: 'me/Even-0',
      git_provider: 'github',
      is_public: false,
      stargazers_count: null,
      pushed_at: null,
      main_branch: null,
    });
    const second = (await search('provider=github&page_id=1:60')).body;
    expect([second.items.length, second.items[0].id, second.next_page_id]).toEqual([40, '60', '2']);
    expect((await search('provider=github&page_id=3')).body).toMatchObject({ next_page_id: null });
  });

  it('are looked through for a part of their names', async () => {
    await call('PUT', '/api/settings/secrets', { name: 'github_token', value: 'ghp_2' });
    const found: string[] = [];
    let page = '';
    do {
      const { body } = await search(`provider=github&query=even&limit=70${page}`);
      found.push(...body.items.map(({ id }: { id: string }) => id));
      page = body.next_page_id === null ? '' : `&page_id=${body.next_page_id}`;
    } while (page !== '');
    expect(found).toEqual(Array.from({ length: 125 }, (_, index) => String(index * 2)));
  });

  it.each<[GitHostProblem, number]>([
    [GitHostProblem.BadToken, 401],
    [GitHostProblem.Denied, 403],
    [GitHostProblem.RateLimited, 429],
    [GitHostProblem.Unreachable, 502],
  ])('fail as the host does: %s', async (problem, status) => {
    await call('PUT', '/api/settings/secrets', { name: 'github_token', value: 'ghp_3' });
    failure = problem;
    const answer = await search('provider=github');
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain('ghp_3');
  });

  it.each(['provider=azure_devops', 'provider=github&page_id=x', 'provider=github&page_id=0'])(
    'are refused for %s',
    async (query) => {
      expect((await search(query)).status).toBe(400);
    },
  );

  it('belong to a known provider', async () => {
    for (const query of ['', 'provider=x', 'provider=github&limit=0']) expect((await search(query)).status).toBe(422);
  });
});
