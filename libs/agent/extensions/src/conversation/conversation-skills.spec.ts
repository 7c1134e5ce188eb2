import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationRecord, EquipmentRequest } from '@openhands-nest/agent-ports';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { plainInstructions } from '../skills/read-skill.js';
import type { Skill } from '../skills/skill.js';
import { ConversationSkills } from './conversation-skills.js';
import { RUNTIME_PLUGINS } from './runtime-plugins.js';

const ID = '11111111-2222-4333-8444-555555555555';

let loads: number;
let forgotten: string[];
let skills: ConversationSkills;
let brought: readonly Skill[];
beforeEach(() => {
  loads = 0;
  forgotten = [];
  brought = [];
  skills = new ConversationSkills({
    load: async () => {
      loads += 1;
      return { skills: brought, suffix: 'Be brief.', sections: [], directory: '/' };
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

describe('what a sub-agent knows', () => {
  const requestOfChild = (names?: readonly string[]): EquipmentRequest => {
    const subAgent = { name: 'helper', taskId: 'task_1', depth: 1, ...(names && { skills: names }) };
    const record = aConversationRecord({ id: 'child', spec: aConversationSpec({ parentId: ID, subAgent }) });
    return { record, directory: '/work' } as EquipmentRequest;
  };

  it('is what its definition names of all that its parent knows, wherever that came from', async () => {
    brought = ['of-a-plugin', 'other'].map((name) => plainInstructions(name, `Text of ${name}.`, `/${name}.md`));
    await skills.equip(requestOf());
    const book = await skills.bookOf(requestOfChild(['of-a-plugin', 'gone']));
    expect(loads).toBe(1);
    expect(book.skills.map(({ name }) => name)).toEqual(['of-a-plugin']);
    expect(book.recall('Hello.').suffix).toBeUndefined();
    const sections = book.sections(undefined).join('\n');
    expect(sections).toContain('Text of of-a-plugin.');
    expect(sections).toMatch(/not there: gone\b/);
    expect(sections).not.toContain('Text of other.');
  });

  it('is read like that of any conversation when nothing is named, or the parent is not there', async () => {
    await skills.equip(requestOf());
    await skills.bookOf(requestOfChild());
    expect(loads).toBe(2);
    const alone = requestOfChild(['x']);
    await new ConversationSkills({ ...skills['options'] }).bookOf(alone);
    expect(loads).toBe(3);
  });
});
