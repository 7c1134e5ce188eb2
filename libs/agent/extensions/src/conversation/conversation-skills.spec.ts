import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationRecord, EquipmentRequest } from '@openhands-nest/agent-ports';
import { aConversationRecord } from '@openhands-nest/testing';
import { ConversationSkills } from './conversation-skills.js';
import { RUNTIME_PLUGINS } from './runtime-plugins.js';

const ID = '11111111-2222-4333-8444-555555555555';

let loads: number;
let forgotten: string[];
let skills: ConversationSkills;
beforeEach(() => {
  loads = 0;
  forgotten = [];
  skills = new ConversationSkills({
    load: async () => {
      loads += 1;
      return { skills: [], suffix: null, sections: [], directory: '/' };
    },
    createTool: () => {
      throw new Error('Nothing can be read.');
    },
    forget: (id) => void forgotten.push(id),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});

/** Only the record matters: nothing is read from a workspace. */
function requestOf(agentState: ConversationRecord['agentState'] = {}): EquipmentRequest {
  return { record: aConversationRecord({ id: ID, agentState }), directory: '/' } as EquipmentRequest;
}

describe('what a conversation knows', () => {
  it('is read once, and forgotten with the conversation', async () => {
    const equipment = await skills.equip(requestOf());
    await skills.forMessage(requestOf(), 'Hello.');
    expect([loads, forgotten]).toEqual([1, []]);
    await equipment.close();
    expect([skills.known(ID), forgotten]).toEqual([undefined, [ID]]);
  });

  it('stays when the conversation is equipped anew', async () => {
    const outdated = await skills.equip(requestOf());
    const equipment = await skills.equip(requestOf());
    await outdated.close();
    await skills.forMessage(requestOf(), 'Hello.');
    expect([loads, forgotten]).toEqual([1, []]);
    await equipment.close();
    expect([skills.known(ID), forgotten]).toEqual([undefined, [ID]]);
  });

  it('is read anew when a plugin has been added', async () => {
    const outdated = await skills.equip(requestOf());
    const equipment = await skills.equip(requestOf({ [RUNTIME_PLUGINS]: [{ source: 'tidy' }] }));
    await outdated.close();
    expect([loads, forgotten]).toEqual([2, []]);
    await equipment.close();
    expect([skills.known(ID), forgotten]).toEqual([undefined, [ID]]);
  });
});
