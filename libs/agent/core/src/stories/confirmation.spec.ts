import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { callsTo, callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { kindsOf, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, text } from '../__fixtures__/scene.js';

const CONFIRM = { kind: 'AlwaysConfirm' } as const;

async function waiting(llm: ScriptedLlm, ran: string[] = []): Promise<{ engine: Engine; id: string }> {
  const engine = anEngine({ llm, tools: [fakeTerminal((command) => (ran.push(command), `ran ${command}`))] });
  const { view } = await engine.create({ confirmation: CONFIRM, initialMessage: text('clean up') });
  await untilStatus(engine, view.record.id, ExecutionStatus.WaitingForConfirmation);
  return { engine, id: view.record.id };
}

describe('a policy that asks for confirmation', () => {
  it('holds the calls back until they are accepted', async () => {
    const ran: string[] = [];
    const llm = ScriptedLlm.replying(
      callsTo([
        ['terminal', { command: 'a' }],
        ['terminal', { command: 'b' }],
      ]),
      say('Done.'),
    );
    const { engine, id } = await waiting(llm, ran);
    expect(ran).toEqual([]);

    await engine.respondToConfirmation(id, { accept: true, reason: '' });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['ran a', 'ran b']);
  });

  it('tells the agent of a rejection, with the reason, and waits', async () => {
    const ran: string[] = [];
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'rm -rf /' }), say('I will not.'));
    const { engine, id } = await waiting(llm, ran);

    await engine.respondToConfirmation(id, { accept: false, reason: 'Too dangerous.' });

    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Idle);
    expect(kindsOf(await logOf(engine, id)).slice(2)).toEqual([EventKind.Action, EventKind.UserReject]);
    await engine.send(id, { content: text('then stop'), run: true });
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(ran).toEqual([]);
    expect(JSON.stringify(llm.requests[1]?.messages)).toContain('Too dangerous.');
  });

  it('can be set and lifted at any time, and survives in the state', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'a' }),
      callTo('terminal', { command: 'b' }),
      say('Done.'),
    );
    const { engine, id } = await waiting(llm);

    await engine.change(id, { confirmation: { kind: 'NeverConfirm' } });
    await engine.run(id);

    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(observationTexts(events)).toEqual(['ran a', 'ran b']);
    expect(
      events.find((event) => event.kind === EventKind.StateUpdate && event.key === 'confirmation_policy'),
    ).toMatchObject({
      value: { kind: 'NeverConfirm' },
    });
  });
});
