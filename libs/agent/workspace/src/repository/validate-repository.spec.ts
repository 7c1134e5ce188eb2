import { describe, expect, it } from '@jest/globals';
import { RepositoryNotAllowedError } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { parseRepository } from './repository-source.js';
import { validateRepository } from './validate-repository.js';

describe('validateRepository', () => {
  it.each([
    'acme/api',
    'acme/api.git',
    'acme/.github',
    'group/sub/deeper/project',
    'https://github.com/acme/api',
    'https://git.example.org/acme/api.git/',
  ])('accepts %s', (name) => {
    expect(() => validateRepository(name)).not.toThrow();
  });

  it.each([
    '',
    'api',
    '/acme',
    'acme/',
    'acme//api',
    'acme/..',
    '../acme/api',
    'acme/.git',
    'acme/-api',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=id/x',
    'ext::sh -c id',
    'EXT::sh -c id',
    'fd::17/foo',
    'ssh://git@github.com/acme/api',
    'git@github.com:acme/api.git',
    'git://github.com/acme/api',
    'http://example.org/acme/api',
    'https://',
    'https://github.com/',
    'https://github.com/acme/api?ref=main',
    'https://github.com/acme/%2e%2e',
    'https://github.com/acme/a$(id)',
    'acme/api\n--config=x',
    'acme/api;id',
    'acme/a pi',
    '~/api/x y',
    `acme/${'a'.repeat(1_000)}`,
    '/srv/git/api',
    'file:///srv/git/api',
    './acme/api',
  ])('refuses %j', (name) => {
    expect(() => validateRepository(name)).toThrow(RepositoryNotAllowedError);
  });

  it('never repeats a password that somebody wrote into an address', () => {
    for (const name of ['https://me:hunter2@github.com/acme/api', 'ssh://me:hunter2@github.com/acme/api']) {
      expect(() => validateRepository(name)).toThrow(/^(?!.*hunter2).+$/s);
    }
  });

  it('accepts local paths only where they are allowed', () => {
    expect(() => validateRepository('/srv/git/api.git', { allowLocal: true })).not.toThrow();
    expect(() => validateRepository('file:///srv/git/api', { allowLocal: true })).not.toThrow();
    expect(() => validateRepository('file://other-host/srv/api', { allowLocal: true })).toThrow(
      RepositoryNotAllowedError,
    );
    expect(() => validateRepository('/srv/git/..', { allowLocal: true })).not.toThrow();
    expect(() => validateRepository('/', { allowLocal: true })).toThrow(RepositoryNotAllowedError);
    expect(() => validateRepository('/srv/api/.git', { allowLocal: true })).toThrow(RepositoryNotAllowedError);
  });

  it('knows who has groups within groups, and who has no repositories', () => {
    expect(() => validateRepository('a/b/c', { provider: ProviderType.Gitlab })).not.toThrow();
    expect(() => validateRepository('a/b/c', { provider: ProviderType.Github })).toThrow(/one slash/);
    expect(() => validateRepository('a/b', { provider: ProviderType.EnterpriseSso })).toThrow(
      /github, gitlab or bitbucket/,
    );
  });

  it('accepts plain http for a host that the operator configured', () => {
    const hosts = { [ProviderType.Gitlab]: 'http://git.lan:8080' };

    expect(() => validateRepository('http://git.lan:8080/acme/api', { hosts })).not.toThrow();
    expect(() => validateRepository('http://git.lan/acme/api', { hosts })).toThrow(RepositoryNotAllowedError);
  });

  it.each([
    '-b',
    '--orphan',
    'a..b',
    'a b',
    'a~1',
    'a^',
    'x:y',
    'a\nb',
    '@{u}',
    'a.lock',
    '/a',
    'a/',
    '.a',
    'a//b',
    'é*',
  ])('refuses %j as a branch', (branch) => {
    expect(() => validateRepository('acme/api', { branch })).toThrow(RepositoryNotAllowedError);
  });

  it.each(['main', 'feature/login-2', 'v1.0', 'größer', 'user@topic'])('accepts %s as a branch', (branch) => {
    expect(() => validateRepository('acme/api', { branch })).not.toThrow();
  });
});

describe('parseRepository', () => {
  it('takes the folder of the clone from the last part of the name', () => {
    expect(parseRepository({ name: 'group/sub/project.git' }).folder).toBe('project');
    expect(parseRepository({ name: 'https://gitlab.com/group/tool/' }).folder).toBe('tool');
    expect(parseRepository({ name: '/srv/git/some api.git' }, { allowLocal: true })).toEqual({
      kind: 'local',
      folder: 'some api',
      url: 'file:///srv/git/some%20api.git',
    });
  });

  it('knows the provider of an address by its host alone', () => {
    const ofProvider = (name: string): unknown => parseRepository({ name, provider: ProviderType.Github });

    expect(ofProvider('https://gitlab.com/acme/api')).toMatchObject({ provider: ProviderType.Gitlab });
    expect(ofProvider('https://github.com.evil.example/acme/api')).toMatchObject({ provider: undefined });
  });
});
