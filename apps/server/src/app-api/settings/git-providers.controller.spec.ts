import { afterEach, describe, expect, it } from '@jest/globals';
import type { GitHosts, GitToken } from '@openhands-nest/agent-ports';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf, type Answer } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
afterEach(() => server.close());

const call = appCallerOf(() => server);
const add = (tokens: object): Promise<Answer> => call('POST', '/api/add-git-providers', { provider_tokens: tokens });
const shown = async (): Promise<unknown> => {
  await call('POST', '/api/settings', {});
  return (await call('GET', '/api/settings')).body.provider_tokens_set;
};

/** Takes tokens that begin with "good", and notes what it was asked. */
function hosts(): GitHosts & { readonly asked: GitToken[] } {
  const asked: GitToken[] = [];
  return {
    asked,
    account: () => undefined,
    accepts: async (token) => asked.push(token) > 0 && token.token.startsWith('good'),
  };
}

describe('tokens of git hosts', () => {
  it('replace the stored ones; an empty one stays as it was', async () => {
    const gitHosts = hosts();
    server = await openTestServer({ storage: new InMemoryStorage(), gitHosts });
    expect(
      await add({ github: { token: 'good-1', host: '' }, gitlab: { token: 'good-2', host: 'git.example.com' } }),
    ).toEqual({ status: 200, body: { message: expect.any(String) } });
    expect(await shown()).toEqual({ github: null, gitlab: 'git.example.com' });

    await add({ github: { token: '', host: '' }, gitlab: { token: '', host: '' }, bitbucket: { token: '', host: '' } });
    expect(await shown()).toEqual({ github: null, gitlab: null });
    // The first time both, then only the one for another machine.
    expect(gitHosts.asked.map(({ provider, token, host }) => [provider, token, host])).toEqual([
      ['github', 'good-1', null],
      ['gitlab', 'good-2', 'git.example.com'],
      ['gitlab', 'good-2', null],
    ]);

    await add({ gitlab: {} });
    expect(await shown()).toEqual({ gitlab: null });
    expect((await call('POST', '/api/unset-provider-tokens')).status).toBe(200);
    expect(await shown()).toEqual({});
  });

  it('are refused with 401 when the host does not take one of them, and nothing is stored', async () => {
    server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: hosts() });
    const answer = await add({ github: { token: 'bad-geheim' }, gitlab: { token: 'good' } });
    expect(answer).toEqual({ status: 401, body: { error: expect.stringContaining('github') } });
    expect(JSON.stringify(answer.body) + server.log.join()).not.toContain('geheim');
    expect(await shown()).toEqual({});
  });

  it('are refused with 422 for an unknown provider or a host that is none', async () => {
    server = await openTestServer({ storage: new InMemoryStorage(), gitHosts: hosts() });
    expect((await add({ sourceforge: { token: 'x' } })).status).toBe(422);
    expect((await add({ github: { token: 'geheim', host: 'a b' } })).status).toBe(422);
    expect((await add({ github: 'geheim' })).status).toBe(422);
  });

  it('need somebody to check them', async () => {
    server = await openTestServer({ storage: new InMemoryStorage() });
    expect((await add({ github: { token: 'x' } })).status).toBe(501);
    expect((await add({ github: { token: '', host: '' } })).status).toBe(200);
  });
});
