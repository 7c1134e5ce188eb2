import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { invokeSkillTool } from './invoke-skill.tool.js';

let workspace: LocalWorkspace;
beforeEach(async () => (workspace = await LocalWorkspace.create()));
afterEach(() => workspace.close());

const tool = invokeSkillTool({
  read: async (name) => (name === 'pdf' ? 'Use qpdf.' : undefined),
  names: () => ['pdf'],
});

describe('invoke_skill', () => {
  it('answers with the skill and keeps which ones were read', async () => {
    const stored: { value?: unknown } = {};
    const executor = tool.createExecutor(aToolContext(workspace, stored));
    const action = tool.parse({ name: ' pdf ' });

    const first = await executor.execute(action, neverAborted());
    await executor.execute(action, neverAborted());

    expect(action.kind).toBe(ActionKind.InvokeSkill);
    expect(first).toMatchObject({ skill_name: 'pdf', is_error: false, content: [{ text: 'Use qpdf.' }] });
    expect(stored.value).toEqual(['pdf']);
  });

  it('says which skills there are when there is none of that name', async () => {
    const stored: { value?: unknown } = {};
    const executor = tool.createExecutor(aToolContext(workspace, stored));

    const answer = await executor.execute(tool.parse({ name: 'docx' }), neverAborted());

    expect(answer).toMatchObject({ skill_name: 'docx', is_error: true });
    expect(answer.content[0]).toMatchObject({
      text: 'There is no skill "docx" that can be read. There are: pdf.',
    });
    expect(stored.value).toBeUndefined();
  });
});
