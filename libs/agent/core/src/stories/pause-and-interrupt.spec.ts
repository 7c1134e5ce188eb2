import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { RunInProgressError } from '@openhands-nest/agent-ports';
import { callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, kindsOf, logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, settledRun, started, until } from '../__fixtures__/scene.js';

describe('pause and interrupt', () => {
  it('pauses after the step in flight', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal((_, signal) => waitOrAbort(opened, signal))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);

    await engine.pause(id);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    open();
    await settledRun(engine, id);

    expect(kindsOf(await logOf(engine, id)).slice(2)).toEqual([
      EventKind.Action,
      EventKind.Pause,
      EventKind.Observation,
    ]);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('goes on when it is run again before it has come to the pause', async () => {
    const { opened, open } = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Done.'));
    const working = gate();
    const slow = fakeTerminal((_, signal) => (working.open(), waitOrAbort(opened, signal)));
    const engine = anEngine({ llm, tools: [slow] });
    const id = await started(engine);
    await working.opened;

    await engine.pause(id);
    await engine.run(id);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Running);
    await expect(engine.run(id)).rejects.toBeInstanceOf(RunInProgressError);
    open();

    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(kindsOf(events).slice(2)).toEqual([
      EventKind.Action,
      EventKind.Pause,
      EventKind.Observation,
      EventKind.Message,
    ]);
  });

  it('ends up running whichever comes first, the end of the paused run or the request to go on', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const { opened, open } = gate();
      const llm = ScriptedLlm.replying(callTo('terminal', { command: 'make' }), say('Done.'));
      const working = gate();
      const slow = fakeTerminal((_, signal) => (working.open(), waitOrAbort(opened, signal)));
      const engine = anEngine({ llm, tools: [slow] });
      const id = await started(engine);
      await working.opened;
      await engine.pause(id);
      open();
      for (let later = 0; later < turn; later += 1) await Promise.resolve();
      // While the run ends, and only then, it can still be in the way.
      await engine.run(id).catch(() => settledRun(engine, id).then(() => engine.run(id)));
      await untilStatus(engine, id, ExecutionStatus.Finished);
    }
  });

  it('cuts the step in flight off and answers its calls', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep 1000' }), say('Done.'));
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const engine = anEngine({ llm, tools: [forever] });
    const id = await started(engine);
    await working.opened;

    await engine.interrupt(id);

    const events = await logOf(engine, id);
    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Interrupt]);
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });
});
