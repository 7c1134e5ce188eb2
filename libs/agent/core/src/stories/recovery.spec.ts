import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { engineUnderTest, gate, kindsOf, logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, started, text } from '../__fixtures__/scene.js';

describe('a server that dies', () => {
  it('is followed by one that answers open calls honestly and goes on', async () => {
    const storage = new InMemoryStorage();
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const dead = engineUnderTest({
      storage,
      owner: 'dead',
      llm: ScriptedLlm.replying(callTo('terminal', { command: 'deploy' })),
      tools: [forever],
    });
    const id = await started(dead.engine);
    await working.opened;

    const ran: string[] = [];
    const engine = anEngine({
      storage,
      owner: 'next',
      alive: (owner) => owner !== 'dead',
      llm: ScriptedLlm.replying(say('I will check.')),
      tools: [fakeTerminal((command) => (ran.push(command), ''))],
    });
    await engine.recover();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Message]);
    expect(ran).toEqual([]);
    expect(events.map(({ id: eventId }) => eventId)).toHaveLength(
      new Set(events.map(({ id: eventId }) => eventId)).size,
    );
  });

  it('cannot write any more once another has taken over', async () => {
    const storage = new InMemoryStorage();
    const first = engineUnderTest({ storage, owner: 'first', llm: ScriptedLlm.always(say('Done.')) });
    const { view } = await first.engine.create({});
    const second = anEngine({ storage, owner: 'second', alive: (owner) => owner !== 'first' });
    await second.send(view.record.id, { content: text('mine now'), run: false });

    await expect(first.engine.send(view.record.id, { content: text('still here'), run: false })).rejects.toThrow(
      /no longer owns|served by another process/,
    );

    const log = await logOf(second, view.record.id);
    expect(log.filter(({ kind }) => kind === EventKind.Message)).toHaveLength(1);
  });

  it('goes on after an orderly shutdown too', async () => {
    const storage = new InMemoryStorage();
    const working = gate();
    const forever = fakeTerminal((_, signal) => (working.open(), waitOrAbort(new Promise(() => undefined), signal)));
    const first = engineUnderTest({
      storage,
      llm: ScriptedLlm.replying(callTo('terminal', { command: 'sleep 1000' })),
      tools: [forever],
    });
    const id = await started(first.engine);
    await working.opened;
    await first.engine.close();

    const engine = anEngine({ storage, llm: ScriptedLlm.replying(say('Back again.')) });
    await engine.recover();
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([EventKind.Action, EventKind.AgentError, EventKind.Message]);
  });
});
