import { expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { kindsOf, logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, started, unanswered, untilAsync } from '../__fixtures__/scene.js';

it('pauses what runs and gives the conversations back, and goes on when it is asked to', async () => {
  const storage = new InMemoryStorage();
  const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep' }), say('Done.'));
  const forever = fakeTerminal((_command, signal) => waitOrAbort(new Promise(() => undefined), signal));
  const engine = anEngine({ storage, llm, tools: [forever], owner: 'first' });
  const id = await started(engine);
  await untilAsync(async () => kindsOf(await logOf(engine, id)).includes(EventKind.Action));

  await engine.standDown();

  const { record } = await engine.get(id);
  expect(record.executionStatus).toBe(ExecutionStatus.Paused);
  expect(unanswered(await logOf(engine, id))).toEqual([]);
  const other = anEngine({ storage, llm, owner: 'second' });
  await other.run(id);
  await untilStatus(other, id, ExecutionStatus.Finished);
});
