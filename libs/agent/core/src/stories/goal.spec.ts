import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import {
  GoalInProgressError,
  GoalRefusedError,
  LlmError,
  LlmErrorKind,
  RunInProgressError,
} from '@openhands-nest/agent-ports';
import { callTo, failWith, InMemoryStorage, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import type { Engine } from '../engine.js';
import { gate, logOf } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, text, until, untilAsync } from '../__fixtures__/scene.js';
import type { GoalStatus } from '../goal/goal-status.js';

const GOAL = { objective: 'Make all tests green.', maxIterations: 3 };

const verdict = (complete: boolean, missing = ''): ReturnType<typeof say> =>
  say(`My verdict: ${JSON.stringify({ score: complete ? 1 : 0.4, complete, missing })}`, { cost: 0.1 });

async function statuses(engine: Engine, id: string): Promise<GoalStatus[]> {
  const events = await logOf(engine, id);
  return events.flatMap((event) =>
    event.kind === EventKind.StateUpdate && event.key === 'goal' ? [event.value as GoalStatus] : [],
  );
}

async function ended(engine: Engine, id: string): Promise<GoalStatus[]> {
  await untilAsync(async () => (await statuses(engine, id)).at(-1)?.active === false);
  return statuses(engine, id);
}

async function created(engine: Engine): Promise<string> {
  return (await engine.create({})).view.record.id;
}

async function userMessages(engine: Engine, id: string): Promise<string[]> {
  const events = await logOf(engine, id);
  return events.flatMap((event) =>
    event.kind === EventKind.Message && event.source === 'user' ? [JSON.stringify(event.llm_message.content)] : [],
  );
}

describe('a goal', () => {
  it('is worked on, run by run, until the judge finds it reached', async () => {
    const llm = ScriptedLlm.replying(
      say('I tried.'),
      verdict(false, 'One test is red.'),
      callTo('terminal', { command: 'npm test' }),
      say('All green.'),
      verdict(true),
    );
    const engine = anEngine({ llm });
    const id = await created(engine);

    await engine.startGoal(id, GOAL);

    const told = await ended(engine, id);
    expect(told.map(({ status, iteration, verdict: found }) => [status, iteration, found?.score])).toEqual([
      ['running', 0, undefined],
      ['running', 1, 0.4],
      ['complete', 2, 1],
    ]);
    expect(told[2]).toMatchObject({ active: false, max_iterations: 3, objective: GOAL.objective });
    const messages = await userMessages(engine, id);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain(GOAL.objective);
    expect(messages[1]).toContain('One test is red.');
    expect(JSON.stringify(llm.requests[1]?.messages)).toContain('I tried.');
    expect((await engine.get(id)).record.metrics['goal-judge']?.accumulated_cost).toBeCloseTo(0.2);
  });

  it('is given up after as many audits as were granted; what cannot be read counts as not done', async () => {
    const llm = ScriptedLlm.replying(say('Tried.'), say('no json'), say('Tried again.'), verdict(false, 'All.'));
    const engine = anEngine({ llm });
    const id = await created(engine);

    await engine.startGoal(id, { ...GOAL, maxIterations: 2 });

    const told = await ended(engine, id);
    expect(told[1]?.verdict).toMatchObject({ score: 0, complete: false });
    expect(told.at(-1)).toMatchObject({ status: 'capped', iteration: 2, verdict: { missing: 'All.' } });
    await expect(engine.resumeGoal(id)).rejects.toBeInstanceOf(GoalRefusedError);
  });

  it('ends with a message of a person, and can be resumed from where it was', async () => {
    const slow = gate();
    const llm = ScriptedLlm.replying(
      say('Tried.'),
      verdict(false, 'Half.'),
      say('More.'),
      waitFor(slow.opened, verdict(true)),
      say('At once.'),
      say('Resumed.'),
      verdict(true),
    );
    const engine = anEngine({ llm });
    const id = await created(engine);
    await engine.startGoal(id, GOAL);
    await until(() => llm.requests.length === 4);

    await engine.send(id, { content: text('do this instead'), run: true });
    expect((await ended(engine, id)).at(-1)).toMatchObject({ status: 'interrupted', iteration: 1 });
    await untilAsync(async () => llm.requests.length === 5 && (await isFinished(engine, id)));

    await engine.resumeGoal(id);
    const told = await ended(engine, id);
    expect(told.slice(-2)).toMatchObject([
      { status: 'running', iteration: 1 },
      { status: 'complete', iteration: 2 },
    ]);
    expect((await userMessages(engine, id)).at(-1)).toContain('interrupted');
  });

  it('can be stopped without stopping the run, and ends when the run is paused', async () => {
    const command = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep' }), say('Done.'), say('never asked'));
    const engine = anEngine({ llm, tools: [fakeTerminal(() => command.opened.then(() => 'ok'))] });
    const id = await created(engine);
    await engine.startGoal(id, GOAL);
    await until(() => llm.requests.length === 1);

    await engine.stopGoal(id);
    expect((await statuses(engine, id)).at(-1)).toMatchObject({ active: false, status: 'interrupted' });
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Running);
    await expect(engine.resumeGoal(id)).rejects.toBeInstanceOf(RunInProgressError);
    command.open();
    await untilAsync(() => isFinished(engine, id));
    expect(llm.remaining).toBe(1);
    await engine.stopGoal(id);
  });

  it('ends when the run is paused or fails, or the judge does', async () => {
    const failure = new LlmError(LlmErrorKind.Authentication, 'The key is wrong.');
    const engine = anEngine({ llm: ScriptedLlm.replying(failWith(failure), say('Tried.'), failWith(failure)) });
    const first = await created(engine);
    await engine.startGoal(first, GOAL);
    expect((await ended(engine, first)).at(-1)?.status).toBe('interrupted');
    const second = await created(engine);
    await engine.startGoal(second, GOAL);
    expect((await ended(engine, second)).at(-1)).toMatchObject({ status: 'interrupted', iteration: 0 });
  });

  it('waits for a person who has to approve something', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'deploy' }), say('Deployed.'), verdict(true));
    const engine = anEngine({ llm });
    const { view } = await engine.create({ confirmation: { kind: 'AlwaysConfirm' } });
    const { id } = view.record;
    await engine.startGoal(id, GOAL);
    await untilAsync(
      async () => (await engine.get(id)).record.executionStatus === ExecutionStatus.WaitingForConfirmation,
    );
    expect(llm.requests).toHaveLength(1);

    await engine.respondToConfirmation(id, { accept: true, reason: '' });
    expect((await ended(engine, id)).at(-1)?.status).toBe('complete');
  });

  it('is refused while there is one, while something runs, and without words', async () => {
    const never = gate();
    const llm = ScriptedLlm.replying(waitFor(never.opened, say('late')), waitFor(never.opened, say('late')));
    const engine = anEngine({ llm });
    const busy = (await engine.create({ initialMessage: text('go') })).view.record.id;
    await expect(engine.startGoal(busy, GOAL)).rejects.toBeInstanceOf(RunInProgressError);

    const id = await created(engine);
    await expect(engine.startGoal(id, { ...GOAL, objective: ' ' })).rejects.toBeInstanceOf(GoalRefusedError);
    await expect(engine.resumeGoal(id)).rejects.toBeInstanceOf(GoalRefusedError);
    await engine.startGoal(id, GOAL);
    await expect(engine.startGoal(id, GOAL)).rejects.toBeInstanceOf(GoalInProgressError);
  });
});

describe('a goal of a server that died', () => {
  it('goes on with its run', async () => {
    const storage = new InMemoryStorage();
    const never = gate();
    const before = anEngine({ storage, llm: ScriptedLlm.always(waitFor(never.opened, say('late'))), owner: 'before' });
    const id = await created(before);
    await before.startGoal(id, GOAL);
    await untilAsync(async () => (await before.get(id)).record.executionStatus === ExecutionStatus.Running);

    const llm = ScriptedLlm.replying(say('All green.'), verdict(true));
    const after = anEngine({ storage, llm, owner: 'after', alive: (owner) => owner !== 'before' });
    await after.recover();

    expect((await ended(after, id)).at(-1)).toMatchObject({ status: 'complete', iteration: 1 });
    never.open();
  });

  it('is interrupted when nothing ran, and can be resumed', async () => {
    const storage = new InMemoryStorage();
    const never = gate();
    const llm = ScriptedLlm.replying(say('Tried.'), waitFor(never.opened, verdict(true)));
    const before = anEngine({ storage, llm, owner: 'before' });
    const id = await created(before);
    await before.startGoal(id, GOAL);
    await until(() => llm.requests.length === 2);
    await before.close();
    expect((await statuses(before, id)).at(-1)?.active).toBe(true);

    const after = anEngine({ storage, llm: ScriptedLlm.replying(say('Resumed.'), verdict(true)) });
    await after.stopGoal(id);
    expect((await statuses(after, id)).at(-1)).toMatchObject({ active: false, status: 'interrupted' });
    await after.resumeGoal(id);
    expect((await ended(after, id)).at(-1)?.status).toBe('complete');
  });
});

async function isFinished(engine: Engine, id: string): Promise<boolean> {
  return (await engine.get(id)).record.executionStatus === ExecutionStatus.Finished;
}
