import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import type { ConversationSpec } from '@openhands-nest/agent-ports';
import { gitTokens } from './git-tokens.js';

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

  it('go to no other', async () => {
    expect(await tokensOf({ trigger: ConversationTrigger.Gui })).toEqual({});
  });
});
