import { describe, expect, it } from '@jest/globals';
import type { RepositorySpec } from '@openhands-nest/agent-ports';
import { organizationRepositories } from './organization-repository.js';

const HOSTS = { gitlab: 'https://git.example.org/code/' };

function placesOf(repository: RepositorySpec, tokens: Readonly<Record<string, string>> = {}) {
  return organizationRepositories(repository, HOSTS, async (provider) => tokens[provider]);
}

describe('organizationRepositories', () => {
  it.each<[RepositorySpec, string]>([
    [{ name: 'acme/api', provider: 'github' }, 'https://github.com/acme/.openhands.git'],
    [{ name: 'acme/api', provider: 'bitbucket' }, 'https://bitbucket.org/acme/.openhands.git'],
    [{ name: 'acme/api', provider: 'gitlab' }, 'https://git.example.org/code/acme/openhands-config.git'],
    [{ name: 'acme/backend/api' }, 'https://git.example.org/code/acme/openhands-config.git'],
    [{ name: 'https://github.com/acme/api.git' }, 'https://github.com/acme/.openhands.git'],
  ])('finds that of %j', async (repository, url) => {
    expect(await placesOf(repository)).toEqual([{ url }]);
  });

  it('looks with every token there is, each at its own host', async () => {
    expect(await placesOf({ name: 'acme/api' }, { github: 'one', gitlab: 'two' })).toEqual([
      { url: 'https://github.com/acme/.openhands.git', credentials: { user: 'x-access-token', password: 'one' } },
      {
        url: 'https://git.example.org/code/acme/openhands-config.git',
        credentials: { user: 'oauth2', password: 'two' },
      },
    ]);
  });

  it.each<[RepositorySpec]>([
    [{ name: 'acme/.openhands', provider: 'github' }],
    [{ name: 'https://elsewhere.example/acme/api' }],
    [{ name: '/srv/repositories/api' }],
    [{ name: 'no repository' }],
  ])('knows none of %j', async (repository) => {
    expect(await placesOf(repository)).toEqual([]);
  });
});
