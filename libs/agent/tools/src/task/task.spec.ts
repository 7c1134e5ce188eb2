import { describe, expect, it } from '@jest/globals';
import type { AgentDefinition, SubAgents, TaskOutcome, TaskRequest, Workspace } from '@openhands-nest/agent-ports';
import type { TaskObservation } from '@openhands-nest/contracts/events';
import { aToolContext } from '../__fixtures__/tool-context.js';
import { delegateTool } from '../delegate/delegate.tool.js';
import { toModelText } from '../to-model-text.js';
import { taskTool } from './task.tool.js';

const signal = (): AbortSignal => new AbortController().signal;
const AGENTS = [
  { name: 'general-purpose', description: 'Does all sorts of things.', tools: ['terminal'], when_to_use_examples: [] },
  { name: 'code-explorer', description: 'Reads <example>x</example> code.', tools: [], when_to_use_examples: ['x'] },
] as unknown as AgentDefinition[];

class FakeSubAgents implements SubAgents {
  readonly requests: TaskRequest[] = [];

  constructor(private readonly answer: (request: TaskRequest) => Promise<Partial<TaskOutcome>>) {}

  taskIds(): readonly string[] {
    return [];
  }

  async run(request: TaskRequest): Promise<TaskOutcome> {
    this.requests.push(request);
    const taskId = request.resume ?? `task_${this.requests.length}`;
    return { taskId, conversationId: 'c', finished: true, text: '', ...(await this.answer(request)) };
  }
}

function run(subAgents: SubAgents, values: Record<string, unknown>, until = signal()): Promise<TaskObservation> {
  const tool = taskTool(AGENTS, subAgents);
  return tool.createExecutor(aToolContext({} as Workspace)).execute(tool.parse(values), until);
}

describe('task', () => {
  it('tells the model which agents there are', () => {
    const { description } = taskTool(AGENTS, new FakeSubAgents(async () => ({})));

    expect(description).toContain('- general-purpose: Does all sorts of things. Tools: terminal.');
    expect(description).toContain('- code-explorer: Reads code. It has no tools.\n  For example: x');
  });

  it('sets the agent to work and reports under the id of the task', async () => {
    const subAgents = new FakeSubAgents(async ({ prompt }) => ({ text: `Did ${prompt}.` }));

    const observation = await run(subAgents, { prompt: 'it', subagent_type: 'code-explorer' });

    expect(subAgents.requests[0]?.definition.name).toBe('code-explorer');
    expect(observation).toMatchObject({ task_id: 'task_1', subagent: 'code-explorer', status: 'completed' });
    expect(toModelText(observation)).toMatchObject([
      { text: 'Task task_1 of code-explorer: completed.' },
      { text: 'Did it.' },
    ]);
  });

  it('goes on with an earlier task, and knows agents by their earlier names', async () => {
    const subAgents = new FakeSubAgents(async () => ({ text: 'ok' }));

    await run(subAgents, { prompt: 'more', subagent_type: 'explore', resume: 'task_9' });

    expect(subAgents.requests).toMatchObject([{ resume: 'task_9', definition: { name: 'code-explorer' } }]);
  });

  it('answers with an error what cannot be done, and what did not finish', async () => {
    const failing = new FakeSubAgents(() => Promise.reject(new Error('No such profile.')));
    const stopped = new FakeSubAgents(async () => ({ finished: false, text: 'The limit.' }));

    expect(await run(failing, { prompt: 'x', subagent_type: 'nobody' })).toMatchObject({
      is_error: true,
      content: [{ text: 'There is no agent "nobody". There are: general-purpose, code-explorer.' }],
    });
    expect((await run(failing, { prompt: 'x' })).content).toMatchObject([
      { text: 'The task could not be given: No such profile.' },
    ]);
    expect(await run(stopped, { prompt: 'x' })).toMatchObject({ is_error: true, status: 'error', task_id: 'task_1' });
  });

  it('rejects when it is cut off', async () => {
    const abort = new AbortController();
    const subAgents = new FakeSubAgents(() => {
      abort.abort(new Error('interrupted'));
      return Promise.reject(new Error('whatever'));
    });

    await expect(run(subAgents, { prompt: 'x' }, abort.signal)).rejects.toThrow('interrupted');
  });
});

describe('delegate', () => {
  it('makes agents and lets them work at the same time, again and again', async () => {
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => (release = resolve));
    const subAgents = new FakeSubAgents(async ({ prompt }) => {
      if (subAgents.requests.length >= 2) release();
      await all;
      return { text: `Did ${prompt}.` };
    });
    const tool = delegateTool(AGENTS, subAgents);
    const executor = tool.createExecutor(aToolContext({} as Workspace));
    const call = (values: Record<string, unknown>) => executor.execute(tool.parse(values), signal());

    await call({ command: 'spawn', ids: ['lodging', 'food'], agent_types: ['', 'code-explorer'] });
    const first = await call({ command: 'delegate', tasks: { lodging: 'beds', food: 'bread' } });
    await call({ command: 'delegate', tasks: { food: 'butter' } });

    expect(first.content).toMatchObject([
      { text: 'lodging has finished:\nDid beds.\n\nfood has finished:\nDid bread.' },
    ]);
    expect(subAgents.requests.map(({ definition, resume }) => [definition.name, resume])).toEqual([
      ['general-purpose', undefined],
      ['code-explorer', undefined],
      ['code-explorer', 'task_2'],
    ]);
  });

  it('says what is missing', async () => {
    const tool = delegateTool(AGENTS, new FakeSubAgents(async () => ({})));
    const executor = tool.createExecutor(aToolContext({} as Workspace));
    const call = (values: Record<string, unknown>) => executor.execute(tool.parse(values), signal());

    await expect(call({ command: 'spawn' })).rejects.toThrow('spawn needs ids');
    expect(await call({ command: 'delegate', tasks: { ghost: 'x' } })).toMatchObject({
      is_error: true,
      content: [{ text: 'There is no agent ghost; spawn it first. There are: none yet.' }],
    });
  });
});
