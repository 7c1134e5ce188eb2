import { describe, expect, it } from '@jest/globals';
import { ConversationNotFoundError, type EquipmentRequest, type Workspace } from '@openhands-nest/agent-ports';
import { OBSERVATION_DTOS, type StartChildConversationObservation } from '@openhands-nest/contracts/events';
import { validateValue } from '@openhands-nest/contracts/schema';
import { ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import {
  childConversationTool,
  childEquipment,
  type ChildRequest,
  type StartChild,
} from './child-conversation.tool.js';

const CHILD = '22222222-2222-4222-8222-222222222222';
const started: StartChild = async (_parent, { title, isolation }) => ({
  ...{ conversationId: CHILD, status: 'running', directory: '/srv/tree' },
  ...{ title: title ?? null, isolation },
});

async function call(start: StartChild, values: Record<string, unknown>): Promise<StartChildConversationObservation> {
  const tool = childConversationTool(start);
  const executor = tool.createExecutor(aToolContext({} as Workspace));
  const observation = await executor.execute(tool.parse(values), neverAborted());
  expect(validateValue(OBSERVATION_DTOS[ObservationKind.StartChildConversation], observation)).toEqual([]);
  return observation;
}

describe('start_child_conversation', () => {
  it('starts a child of its conversation, in a worktree unless the model says otherwise', async () => {
    const requests: ChildRequest[] = [];
    const parents = new Set<string>();
    const start: StartChild = async (parent, request) => {
      requests.push(request);
      parents.add(parent);
      return started(parent, request);
    };

    const first = await call(start, { task: 'Count.', title: 'Stars' });
    await call(start, { task: 'Count.', isolation: 'shared' });

    expect(requests).toEqual([
      { task: 'Count.', title: 'Stars', isolation: 'worktree' },
      { task: 'Count.', isolation: 'shared' },
    ]);
    expect([...parents]).toEqual([first.parent_conversation_id]);
    expect(first).toMatchObject({
      is_error: false,
      content: [{ text: `The conversation ${CHILD} has begun (running). It works in /srv/tree (worktree).` }],
      conversation_id: CHILD,
      title: 'Stars',
      workspace: '/srv/tree',
    });
  });

  it('tells what the server refuses, and hides nothing else', async () => {
    const refused = await call(() => Promise.reject(new ConversationNotFoundError(CHILD)), { task: 'Count.' });
    expect(refused).toMatchObject({ is_error: true, content: [{ text: expect.stringContaining(CHILD) }] });
    await expect(call(() => Promise.reject(new TypeError('broken')), { task: 'Count.' })).rejects.toThrow('broken');
  });

  it('is there for conversations whose agent has it', async () => {
    const offered = async (tools: readonly string[]): Promise<number> => {
      const record = aConversationRecord({ spec: aConversationSpec({ tools }) });
      return (await childEquipment(started).equip({ record } as EquipmentRequest)).tools.length;
    };
    expect(await offered([ToolName.StartChildConversation])).toBe(1);
    expect(await offered([ToolName.Terminal])).toBe(0);
  });
});
