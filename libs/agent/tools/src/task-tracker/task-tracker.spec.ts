import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TaskTrackerObservation } from '@openhands-nest/contracts/events';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { taskTrackerTool } from './task-tracker.tool.js';

const tool = taskTrackerTool();
const stored: { value?: unknown } = {};
let workspace: LocalWorkspace;

beforeEach(async () => {
  delete stored.value;
  workspace = await LocalWorkspace.create();
});

afterEach(() => workspace.close());

/** Each call has an executor of its own, as after a restart. */
function call(arguments_: Record<string, unknown>): Promise<TaskTrackerObservation> {
  return tool.createExecutor(aToolContext(workspace, stored)).execute(tool.parse(arguments_), neverAborted());
}

describe('the task tracker', () => {
  it('has no list at first', async () => {
    const observation = await call({});

    expect(observation).toMatchObject({ command: 'view', task_list: [], is_error: false });
    expect(observation.content).toMatchObject([{ text: expect.stringContaining('no task list') }]);
  });

  it('keeps the planned list over a restart', async () => {
    const planned = await call({
      command: 'plan',
      task_list: [
        { title: 'Write', status: 'done' },
        { title: 'Test', notes: 'all rows' },
      ],
    });
    const viewed = await call({ command: 'view' });

    expect(viewed.task_list).toEqual([
      { title: 'Write', notes: '', status: 'done' },
      { title: 'Test', notes: 'all rows', status: 'todo' },
    ]);
    expect(planned.task_list).toEqual(viewed.task_list);
    expect(viewed.content).toMatchObject([{ text: 'The task list:\n1. [x] Write\n2. [ ] Test\n   all rows' }]);
  });

  it('replaces the whole list', async () => {
    await call({ command: 'plan', task_list: [{ title: 'Old' }] });
    await call({ command: 'plan', task_list: [{ title: 'New' }] });

    expect((await call({})).task_list.map(({ title }) => title)).toEqual(['New']);
  });

  it('does not lose its list to a view that carries one', async () => {
    await call({ command: 'plan', task_list: [{ title: 'Kept' }] });

    expect((await call({ command: 'view', task_list: [{ title: 'Ignored' }] })).task_list).toMatchObject([
      { title: 'Kept' },
    ]);
  });
});
