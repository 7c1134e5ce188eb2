import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { RunInProgressError } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import { gate, kindsOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, started, text, until } from '../__fixtures__/scene.js';

describe('a run', () => {
  it('works step by step until the model has nothing more to do', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'ls' }, { thought: 'Let me look.' }),
      say('All done.'),
    );
    const engine = anEngine({ llm });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(kindsOf(events)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.Action,
      EventKind.Observation,
      EventKind.Message,
    ]);
    expect(llm.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  });

  it('chains every event but state updates to the one before it, with times that never decrease', async () => {
    const engine = anEngine({ llm: ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.')) });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    const chain = events.filter(({ kind }) => kind !== EventKind.StateUpdate);
    expect(chain.map(({ parent_id }) => parent_id)).toEqual([undefined, ...chain.slice(0, -1).map(({ id }) => id)]);
    const times = events.map(({ timestamp }) => timestamp);
    expect([...times].sort()).toEqual(times);
  });

  it('is refused while one is active', async () => {
    const { opened, open } = gate();
    const engine = anEngine({ llm: ScriptedLlm.replying(waitFor(opened, say('Done.'))) });
    const id = await started(engine);

    await expect(engine.run(id)).rejects.toThrow(RunInProgressError);

    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('can be started again as soon as a watcher sees that it has ended', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
    const id = await started(engine);
    for (let round = 0; round < 20; round += 1) {
      await untilStatus(engine, id, ExecutionStatus.Finished);
      await engine.send(id, { content: text('again'), run: true });
    }
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('sees a message that comes while a tool works', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Both done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal((_, signal) => waitOrAbort(opened, signal))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.send(id, { content: text('and the docs'), run: true });
    open();
    await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(llm.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'user']);
  });

  it('does not end over a message that came while the model wrote its last words', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(waitFor(opened, say('Done.')), say('The docs too.'));
    const engine = anEngine({ llm });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.send(id, { content: text('and the docs'), run: false });
    open();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(1)).toEqual([
      EventKind.Message,
      EventKind.Message,
      EventKind.Message,
      EventKind.Message,
    ]);
    expect(llm.requests).toHaveLength(2);
  });
});

it('joins a conversation whose id exists', async () => {
  const engine = anEngine({ llm: ScriptedLlm.always(say('Done.')) });
  const id = crypto.randomUUID();
  const created = await Promise.all([1, 2, 3].map(() => engine.create({ conversationId: id })));
  expect(created.filter((result) => result.created)).toHaveLength(1);
});
