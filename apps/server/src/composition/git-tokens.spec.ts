import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aConversationSpec, InMemoryStorage } from '@openhands-nest/testing';
import { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import type { ConversationSpec } from '@openhands-nest/agent-ports';
import { tokenSource } from '@openhands-nest/agent-workspace';
import { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { gitTokens, savedHosts, savedToken } from './git-tokens.js';

const tokenFor = async (provider: string): Promise<string | undefined> =>
  provider === 'bitbucket' ? undefined : `token-of-${provider}`;

function tokensOf(spec: Partial<ConversationSpec>): Promise<Record<string, string>> {
  return gitTokens(aConversationRecord({ spec: aConversationSpec(spec) }), tokenFor);
}

const ALL = { GITHUB_TOKEN: 'token-of-github', GITLAB_TOKEN: 'token-of-gitlab' };

describe('gitTokens', () => {
  it('go to conversations about a repository', async () => {
    expect(await tokensOf({ workspace: { directory: '/srv', repository: { name: 'o/r' } } })).toEqual(ALL);
    expect(await tokensOf({ trigger: ConversationTrigger.SuggestedTask })).toEqual(ALL);
  });

  it('are those for hosts of one’s own, and of the environment where none is saved', async () => {
    const saved = async () => ({ github: { token: 'saved', host: 'https://git.example.com', userId: null } });
    const source = tokenSource(savedToken(saved), { GITHUB_TOKEN: 'not this', GITLAB_TOKEN: 'of-environment' });
    const record = aConversationRecord({
      spec: aConversationSpec({ workspace: { directory: '/srv', repository: { name: 'o/r' } } }),
    });
    expect(await gitTokens(record, source, await savedHosts(saved))).toEqual({
      GITHUB_TOKEN: 'saved',
      GITLAB_TOKEN: 'of-environment',
    });
    expect(await gitTokens(record, source, { gitlab: 'gitlab.example.com' })).toMatchObject({
      GITLAB_TOKEN: 'of-environment',
    });
  });

  it('go to no other', async () => {
    expect(await tokensOf({ trigger: ConversationTrigger.Gui })).toEqual({});
  });
});

describe('tokens that people entered', () => {
  it('go to their own machine only', async () => {
    const configuration = new ConfigurationStore(new InMemoryStorage().settings);
    await configuration.change((before) => ({
      ...before,
      gitTokens: {
        github: { token: 'one', host: null, userId: null },
        gitlab: { token: 'two', host: 'https://git.example.com:8443/', userId: null },
      },
    }));
    const saved = async () => (await configuration.read()).gitTokens;
    const tokenFor = savedToken(saved);
    expect(await tokenFor('github', 'github.com')).toBe('one');
    expect(await tokenFor('github', 'github.example.com')).toBeUndefined();
    expect(await tokenFor('gitlab', 'git.example.com:8443')).toBe('two');
    expect(await tokenFor('gitlab', 'gitlab.com')).toBeUndefined();
    expect(await tokenFor('bitbucket', 'bitbucket.org')).toBeUndefined();
    expect(await savedHosts(saved)).toEqual({ gitlab: 'https://git.example.com:8443/' });
  });
});
