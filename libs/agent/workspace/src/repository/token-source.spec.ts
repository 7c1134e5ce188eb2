import { describe, expect, it } from '@jest/globals';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { cloneCandidates } from './clone-candidates.js';
import { redact } from './redact.js';
import { credentialsOf } from './repository-hosts.js';
import { parseRepository } from './repository-source.js';
import { tokenSource, type TokenSource } from './token-source.js';

const { Github, Gitlab, Bitbucket } = ProviderType;

describe('tokenSource', () => {
  it('prefers a stored token to one of the environment', async () => {
    const tokenFor = tokenSource(async (provider) => (provider === Github ? 'stored' : undefined), {
      GITHUB_TOKEN: 'from-env',
      GITLAB_TOKEN: ' lab \n',
    });

    expect(await tokenFor(Github, 'github.com')).toBe('stored');
    expect(await tokenFor(Gitlab, 'gitlab.com')).toBe('lab');
    expect(await tokenFor(Bitbucket, 'bitbucket.org')).toBeUndefined();
  });
});

describe('credentialsOf', () => {
  it('gives each provider the user it wants', () => {
    expect(credentialsOf(Github, 't')).toEqual({ user: 'x-access-token', password: 't' });
    expect(credentialsOf(Gitlab, 't')).toEqual({ user: 'oauth2', password: 't' });
    expect(credentialsOf(Bitbucket, 't')).toEqual({ user: 'x-token-auth', password: 't' });
    expect(credentialsOf(Bitbucket, 'me:app:password')).toEqual({ user: 'me', password: 'app:password' });
  });
});

describe('cloneCandidates', () => {
  const onlyFor =
    (...known: readonly string[]): TokenSource =>
    async (provider) =>
      known.includes(provider) ? `${provider}-token` : undefined;

  it('looks where there is a token first, and openly at last', async () => {
    const candidates = await cloneCandidates(parseRepository({ name: 'acme/api' }), {}, onlyFor(Gitlab));

    expect(candidates.map(({ url, credentials }) => [url, credentials?.password])).toEqual([
      ['https://gitlab.com/acme/api.git', 'gitlab-token'],
      ['https://github.com/acme/api.git', undefined],
    ]);
  });

  it('looks nowhere else when a provider is named', async () => {
    const source = parseRepository({ name: 'acme/api', provider: Github });

    expect(await cloneCandidates(source, {}, onlyFor(Gitlab, Github))).toHaveLength(1);
  });

  it('sends no token to a host that is nobody’s', async () => {
    const source = parseRepository({ name: 'https://git.example.org/acme/api', provider: Github });

    const [candidate] = await cloneCandidates(source, {}, onlyFor(Github, Gitlab, Bitbucket));

    expect(candidate).toEqual({
      url: 'https://git.example.org/acme/api',
      host: 'git.example.org',
      provider: undefined,
    });
  });

  it('uses the hosts of the operator', async () => {
    const source = parseRepository({ name: 'a/b/c' });

    const [candidate] = await cloneCandidates(source, { gitlab: 'git.lan/forge/' }, onlyFor(Gitlab));

    expect(candidate).toMatchObject({ url: 'https://git.lan/forge/a/b/c.git', host: 'git.lan' });
  });
});

describe('redact', () => {
  it('masks a secret in every form in which git could print it', () => {
    const secret = 'p@ss/word';
    const forms = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      'https://user:other@host/x',
    ];

    expect(redact(forms.join(' '), [secret])).toBe('*** *** *** https://***@host/x');
  });
});
