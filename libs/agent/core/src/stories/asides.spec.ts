import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { CondensationUnavailableError, LlmError, LlmErrorKind, ModelFailedError } from '@openhands-nest/agent-ports';
import { callTo, failWith, InMemoryStorage, say, ScriptedLlm, waitFor } from '@openhands-nest/testing';
import { gate, kindsOf, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, started, text, until, untilAsync } from '../__fixtures__/scene.js';

const CONDENSER = { maxSize: 100, keepFirst: 2 };

describe('a question beside the work', () => {
  it('is answered from what the conversation has shown, and leaves no trace but its cost', async () => {
    const llm = ScriptedLlm.replying(say('I fixed it.'), say('The test in a.ts.', { cost: 0.25 }));
    const engine = anEngine({ llm });
    const id = await started(engine);
    const before = kindsOf(await untilStatus(engine, id, ExecutionStatus.Finished));

    expect(await engine.ask(id, 'What did you fix?')).toBe('The test in a.ts.');

    expect(kindsOf(await logOf(engine, id))).toEqual(before);
    expect(JSON.stringify(llm.requests[1]?.messages)).toContain('I fixed it.');
    expect(JSON.stringify(llm.requests[1]?.messages.at(-1))).toContain('What did you fix?');
    const { record } = await engine.get(id);
    expect(record.metrics['ask-agent-llm']?.accumulated_cost).toBe(0.25);
    expect(record.executionStatus).toBe(ExecutionStatus.Finished);
  });

  it('is answered while a command runs', async () => {
    const command = gate();
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sleep' }), say('I am waiting.'), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal(() => command.opened.then(() => 'slept'))] });
    const id = await started(engine);
    await until(() => llm.requests.length === 1);
    await untilAsync(async () => kindsOf(await logOf(engine, id)).includes(EventKind.Action));

    expect(await engine.ask(id, 'What are you doing?')).toBe('I am waiting.');

    command.open();
    await untilStatus(engine, id, ExecutionStatus.Finished);
  });

  it('that the model fails at says so, and one of a removed conversation ends', async () => {
    const failure = new LlmError(LlmErrorKind.Authentication, 'The key is wrong.');
    const never = gate();
    const llm = ScriptedLlm.replying(failWith(failure), say(''), waitFor(never.opened, say('too late')));
    const engine = anEngine({ llm });
    const { view } = await engine.create({});

    await expect(engine.ask(view.record.id, 'why?')).rejects.toThrow(new ModelFailedError('The key is wrong.'));
    await expect(engine.ask(view.record.id, 'why?')).rejects.toBeInstanceOf(ModelFailedError);

    const asked = engine.ask(view.record.id, 'why?');
    const outcome = expect(asked).rejects.toThrow();
    await until(() => llm.requests.length === 3);
    await engine.delete(view.record.id);
    await outcome;
  });
});

describe('a condensation on request', () => {
  it('happens at once when nothing runs, and leaves the status alone', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'a' }),
      callTo('terminal', { command: 'b' }),
      say('Done.'),
      say('Summary: a was run.'),
      say('Still here.'),
    );
    const engine = anEngine({ llm });
    const { view } = await engine.create({ condenser: CONDENSER, initialMessage: text('go') });
    const { id } = view.record;
    await untilStatus(engine, id, ExecutionStatus.Finished);

    await engine.condense(id);

    const events = await logOf(engine, id);
    expect(kindsOf(events).slice(-2)).toEqual([EventKind.CondensationRequest, EventKind.Condensation]);
    expect(events.at(-1)).toMatchObject({ summary: 'Summary: a was run.', summary_offset: 2 });
    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Finished);

    await engine.send(id, { content: text('and?'), run: true });
    await untilAsync(async () => llm.remaining === 0);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(JSON.stringify(llm.requests.at(-1)?.messages)).toContain('a was run');
  });

  it('happens at the next step of a run', async () => {
    const command = gate();
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'a' }),
      callTo('terminal', { command: 'wait' }),
      say('Summary: a.'),
      say('Done.'),
    );
    const behaviour = (line: string): Promise<string> | string =>
      line === 'wait' ? command.opened.then(() => 'ok') : 'ok';
    const engine = anEngine({ llm, tools: [fakeTerminal(behaviour)] });
    const { view } = await engine.create({ condenser: CONDENSER, initialMessage: text('go') });
    const { id } = view.record;
    await until(() => llm.requests.length === 2);
    await untilAsync(
      async () => kindsOf(await logOf(engine, id)).filter((kind) => kind === EventKind.Action).length === 2,
    );

    await engine.condense(id);
    command.open();

    const events = kindsOf(await untilStatus(engine, id, ExecutionStatus.Finished));
    expect(events.slice(-4)).toEqual([
      EventKind.CondensationRequest,
      EventKind.Observation,
      EventKind.Condensation,
      EventKind.Message,
    ]);
  });

  it('leaves calls alone that wait for confirmation', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'a' }), say('Summary: a was run.'), say('Done.'));
    const engine = anEngine({ llm });
    const { view } = await engine.create({
      condenser: CONDENSER,
      confirmation: { kind: 'AlwaysConfirm' },
      initialMessage: text('go'),
    });
    const { id } = view.record;
    await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);

    await engine.condense(id);
    await engine.respondToConfirmation(id, { accept: true, reason: '' });

    await untilStatus(engine, id, ExecutionStatus.Finished);
    const summedUp = JSON.stringify(llm.requests[1]?.messages);
    expect(summedUp).toContain('ran a');
    expect(summedUp).not.toContain('not carried out');
  });

  it('happens after the run that ended before it came to it', async () => {
    const answer = gate();
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'a' }),
      waitFor(answer.opened, say('Done.')),
      say('Summary.'),
    );
    const engine = anEngine({ llm });
    const { view } = await engine.create({ condenser: CONDENSER, initialMessage: text('go') });
    await until(() => llm.requests.length === 2);

    await engine.condense(view.record.id);
    answer.open();

    await untilAsync(async () => kindsOf(await logOf(engine, view.record.id)).at(-1) === EventKind.Condensation);
  });

  it('is refused without a condenser, and forgets nothing when the model fails', async () => {
    const failure = new LlmError(LlmErrorKind.Unavailable, 'No answer.');
    const llm = ScriptedLlm.replying(say('Done.'), failWith(failure));
    const engine = anEngine({ llm, storage: new InMemoryStorage() });
    const plain = (await engine.create({})).view.record.id;
    await expect(engine.condense(plain)).rejects.toBeInstanceOf(CondensationUnavailableError);

    const { view } = await engine.create({ condenser: CONDENSER, initialMessage: text('go') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    await expect(engine.condense(view.record.id)).rejects.toThrow(new ModelFailedError('No answer.'));
    expect(kindsOf(await logOf(engine, view.record.id))).not.toContain(EventKind.Condensation);
  });
});
