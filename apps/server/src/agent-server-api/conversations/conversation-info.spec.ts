import { describe, expect, it } from '@jest/globals';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { ConversationStatus } from '@openhands-nest/contracts/vocabulary';
import type { Engine } from '@openhands-nest/agent-core';
import { asListed, conversationInfo, toConversationInfo } from './conversation-info.js';

const agent = {
  kind: 'Agent',
  agent_context: { skills: [{ name: 'deploy', content: 'Softly.' }], user_message_suffix: 'Now.' },
};
const view = {
  record: aConversationRecord({ spec: aConversationSpec({ agent }) }),
  status: ConversationStatus.Running,
  readers: 0,
};

/** All that is asked of an engine here. */
const engine = { childrenOf: async () => new Map([[view.record.id, ['child']]]) } as unknown as Engine;

describe('a conversation that is asked for', () => {
  it('comes without the skills inlined in its agent, and with those that it started', async () => {
    expect(await conversationInfo(engine, view, {})).toMatchObject({
      agent: { agent_context: { skills: [], user_message_suffix: 'Now.' } },
      sub_conversation_ids: ['child'],
    });
  });

  it('comes with them when they are wanted', async () => {
    expect((await conversationInfo(engine, view, { include_skills: 'true' })).agent).toMatchObject({
      agent_context: { skills: [{ name: 'deploy' }] },
    });
  });
});

it('a conversation in a list says what was used in all, and not call by call', () => {
  const call = { model: 'm', cost: 0.5, at: 1, latency: 2, responseId: 'r', prompt: 3, completion: 4 };
  const metrics = { agent: { model_name: 'm', accumulated_cost: 0.5, calls: [call] } };
  const used = { ...view, record: { ...view.record, metrics: metrics as unknown as typeof view.record.metrics } };
  const info = toConversationInfo(used);

  expect(info.stats).toMatchObject({ usage_to_metrics: { agent: { token_usages: [{ prompt_tokens: 3 }] } } });
  expect(asListed(info).stats).toEqual({
    usage_to_metrics: {
      agent: { model_name: 'm', accumulated_cost: 0.5, costs: [], response_latencies: [], token_usages: [] },
    },
  });
});
