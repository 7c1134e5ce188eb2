import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { ConversationStatus } from '@openhands-nest/contracts/vocabulary';
import { shownInfo } from './conversation-info.js';

const agent = {
  kind: 'Agent',
  agent_context: { skills: [{ name: 'deploy', content: 'Softly.' }], user_message_suffix: 'Now.' },
};
const view = {
  record: aConversationRecord({ spec: aConversationSpec({ agent }) }),
  status: ConversationStatus.Running,
  readers: 0,
};

describe('a conversation that is asked for', () => {
  it('comes without the skills inlined in its agent', () => {
    expect(shownInfo(view, {}).agent).toMatchObject({ agent_context: { skills: [], user_message_suffix: 'Now.' } });
  });

  it('comes with them when they are wanted', () => {
    expect(shownInfo(view, { include_skills: 'true' }).agent).toMatchObject({
      agent_context: { skills: [{ name: 'deploy' }] },
    });
  });
});
