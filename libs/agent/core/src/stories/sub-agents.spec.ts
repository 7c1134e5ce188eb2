import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { LlmRequest } from '@openhands-nest/agent-ports';
import {
  callsTo,
  callTo,
  InMemoryStorage,
  say,
  ScriptedLlm,
  waitFor,
  type ScriptedTurn,
} from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { gate, kindsOf, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { anAgentDefinition, tasksFor } from '../__fixtures__/fake-task-tool.js';
import { anEngine, observationTexts, started, statusOf, text, until, unanswered } from '../__fixtures__/scene.js';
import { tasksOf } from '../sub-agents/task-registry.js';

/** What the model is asked by a sub-agent, and by the agent itself. */
function actors(
  agent: readonly ScriptedTurn[],
  helper: (prompt: string, request: LlmRequest) => ScriptedTurn,
): ScriptedLlm {
  const turns = [...agent];
  return ScriptedLlm.always((request) => {
    const head = request.messages[0];
    if (head?.role === 'system' && head.text.includes('You help.')) return helper(promptOf(request), request);
    return turns.shift() ?? say('No more turns.');
  });
}

function promptOf({ messages }: LlmRequest): string {
  const users = messages.filter(({ role }) => role === 'user');
  return JSON.stringify(users.at(-1) ?? '').match(/"text":"([^"]*)"/)?.[1] ?? '';
}

async function childrenOf(engine: Engine, id: string): Promise<string[]> {
  return Object.values(tasksOf((await engine.get(id)).record)).map(({ conversationId }) => conversationId);
}

describe('sub-agents', () => {
  it('work side by side, each in a conversation of its own that no list shows', async () => {
    const all = gate();
    let asked = 0;
    const llm = actors(
      [
        callsTo(Array.from({ length: 8 }, (_, index) => ['task', { prompt: `part ${index}` }] as const)),
        say('All parts are done.'),
      ],
      (prompt) => {
        asked += 1;
        if (asked === 8) all.open();
        return waitFor(all.opened, say(`Did ${prompt}.`, { cost: 0.25 }));
      },
    );
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);

    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(Array.from({ length: 8 }, (_, index) => `Did part ${index}.`));
    expect((await engine.list({ limit: 20 })).items.map((record) => record.id)).toEqual([id]);
    const { metrics } = (await engine.get(id)).record;
    expect(Object.keys(metrics).filter((usage) => usage.startsWith('task:'))).toHaveLength(8);
    expect(metrics['task:task_00000008']?.accumulated_cost).toBe(0.25);
    const [child] = await childrenOf(engine, id);
    expect(kindsOf(await logOf(engine, child ?? ''))).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.SystemPrompt,
      EventKind.Message,
    ]);
    expect((await engine.get(child ?? '')).record.spec).toMatchObject({
      parentId: id,
      subAgent: { name: 'helper', taskId: 'task_00000001', depth: 1 },
    });
  });

  it('use tools in the workspace of their parent', async () => {
    const directories: string[] = [];
    const llm = actors([callTo('task', { prompt: 'look' }), say('Done.')], (_prompt, { messages }) =>
      messages.some(({ role }) => role === 'tool')
        ? callTo('finish', { message: 'It says: ran ls' })
        : callTo('terminal', { command: 'ls' }),
    );
    const engine = anEngine({
      llm,
      equipment: tasksFor(),
      provisioner: { provision: async () => ({ directory: '/srv/clone' }) },
      onOpenWorkspace: ({ directory }) => directories.push(directory),
    });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['It says: ran ls']);
    expect(new Set(directories)).toEqual(new Set(['/srv/clone']));
  });

  it('go on with an earlier task and remember it', async () => {
    const llm = actors(
      [
        callTo('task', { prompt: 'one' }),
        callTo('task', { prompt: 'two', resume: 'task_00000001' }),
        callTo('task', { prompt: 'three', resume: 'task_7' }),
        say('Done.'),
      ],
      (_prompt, { messages }) => say(`I saw ${messages.filter(({ role }) => role === 'user').length}.`),
    );
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);

    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['I saw 1.', 'I saw 2.']);
    expect(await childrenOf(engine, id)).toHaveLength(1);
    expect(events.find(({ kind }) => kind === EventKind.AgentError)).toMatchObject({
      error: 'There is no task "task_7" to resume. There are: task_00000001.',
    });
  });

  it('that come to their limit say so, and how far they came', async () => {
    const llm = actors([callTo('task', { prompt: 'count' }), say('Done.')], () =>
      callTo('terminal', { command: `${Math.random()}` }, { thought: 'Counting.' }),
    );
    const engine = anEngine({ llm, equipment: tasksFor(anAgentDefinition({ max_iteration_per_run: 2 })) });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(events.find((event) => event.kind === EventKind.Observation)).toMatchObject({
      observation: { is_error: true, status: 'error' },
    });
    expect(observationTexts(events)[0]).toContain('2 steps');
  });

  it('are cut off with their parent’s run, and leave nothing open', async () => {
    const never = gate();
    const asked = gate();
    const llm = actors([callTo('task', { prompt: 'wait' }), say('Done.')], () => {
      asked.open();
      return waitFor(never.opened, say('Never.'));
    });
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);
    await asked.opened;

    await engine.interrupt(id);

    const [child] = await childrenOf(engine, id);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    expect((await engine.get(child ?? '')).record.executionStatus).toBe(ExecutionStatus.Paused);
    expect(unanswered(await logOf(engine, id))).toEqual([]);
  });

  it('pause after their step when their parent is paused', async () => {
    const waiting = gate();
    const asked = gate();
    const llm = actors([callTo('task', { prompt: 'long' }), say('Done.')], () => {
      asked.open();
      return waitFor(waiting.opened, callTo('terminal', { command: 'ls' }));
    });
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);
    await asked.opened;

    await engine.pause(id);
    waiting.open();
    await until(() => llm.requests.length > 1);
    const [child] = await childrenOf(engine, id);
    const events = await untilStatus(engine, id, ExecutionStatus.Paused);

    expect(statusOf(await logOf(engine, child ?? ''))).toBe(ExecutionStatus.Paused);
    expect(statusOf(events)).toBe(ExecutionStatus.Paused);
  });

  it('are deleted with their parent', async () => {
    const llm = actors([callTo('task', { prompt: 'one' }), say('Done.')], () => say('Yes.'));
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    const [child] = await childrenOf(engine, id);

    await engine.delete(id);

    expect(await engine.find(child ?? '')).toBeUndefined();
  });

  it('do not go on by themselves after the server died', async () => {
    const storage = new InMemoryStorage();
    const never = gate();
    const asked = gate();
    const hanging = actors([callTo('task', { prompt: 'wait' })], () => {
      asked.open();
      return waitFor(never.opened, say('Never.'));
    });
    const first = anEngine({ storage, llm: hanging, equipment: tasksFor(), owner: 'dead' });
    const id = await started(first);
    await asked.opened;

    const llm = ScriptedLlm.replying(say('I will look myself.'));
    const second = anEngine({ storage, llm, equipment: tasksFor(), alive: (owner) => owner !== 'dead' });
    await second.recover();
    const events = await untilStatus(second, id, ExecutionStatus.Finished);

    const [child] = await childrenOf(second, id);
    expect((await second.get(child ?? '')).record.executionStatus).toBe(ExecutionStatus.Paused);
    expect(events.find(({ kind }) => kind === EventKind.AgentError)).toMatchObject({ tool_name: 'task' });
    expect(llm.requests).toHaveLength(1);
  });

  it('can have sub-agents of their own, whose cost reaches the top', async () => {
    const llm = actors([callTo('task', { prompt: 'outer' }), say('Done.')], (prompt, { messages }) => {
      if (prompt === 'inner') return say('Inner.', { cost: 1 });
      return messages.some(({ role }) => role === 'tool') ? say('Outer.') : callTo('task', { prompt: 'inner' });
    });
    const engine = anEngine({ llm, equipment: tasksFor() });
    const id = await started(engine);

    await untilStatus(engine, id, ExecutionStatus.Finished);

    expect((await engine.get(id)).record.metrics['task:task_00000001']?.accumulated_cost).toBe(1);
    await engine.send(id, { content: text('again'), run: false });
  });
});
