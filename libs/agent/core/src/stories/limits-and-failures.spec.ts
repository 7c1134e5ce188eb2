import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { LlmError, LlmErrorKind, LlmNotConfiguredError } from '@openhands-nest/agent-ports';
import { wireState } from '../conversation/wire-state.js';
import { callTo, failWith, say, ScriptedLlm } from '@openhands-nest/testing';
import { logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, started, text, unanswered } from '../__fixtures__/scene.js';

interface Stats {
  readonly usage_to_metrics: Readonly<
    Record<string, Readonly<Record<'token_usages' | 'response_latencies' | 'costs', object[]>>>
  >;
}

describe('how a run ends badly', () => {
  it('keeps count of tokens and money', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'ls' }, { cost: 0.25 }),
      say('Done.', { cost: 0.5 }),
    );
    const engine = anEngine({ llm });
    const id = await started(engine);
    await untilStatus(engine, id, ExecutionStatus.Finished);

    const { record } = await engine.get(id);
    expect(record.metrics['agent']).toMatchObject({
      accumulated_cost: 0.75,
      accumulated_token_usage: { prompt_tokens: 20, per_turn_token: 15 },
    });
  });

  it('keeps the newest calls one by one, and tells only sums while it goes', async () => {
    let calls = 0;
    const llm = ScriptedLlm.always(() => {
      calls += 1;
      const timing = { endedAt: calls * 1_000, latencyMs: 500 };
      const more = { timing, cost: calls === 60 ? 0 : 0.5, responseId: `reply-${calls}` };
      return calls === 60 ? say('Done.', more) : callTo('terminal', { command: `echo ${calls}` }, more);
    });
    const engine = anEngine({ llm });
    const id = await started(engine);
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    const { record } = await engine.get(id);
    const { agent } = (wireState(record, undefined)['stats'] as Stats).usage_to_metrics;
    expect(agent).toMatchObject({ accumulated_cost: 29.5, accumulated_token_usage: { prompt_tokens: 600 } });
    expect([agent?.token_usages, agent?.response_latencies, agent?.costs].map((list) => list?.length)).toEqual([
      50, 50, 49,
    ]);
    expect(agent?.token_usages.at(-1)).toMatchObject({
      prompt_tokens: 10,
      per_turn_token: 15,
      response_id: 'reply-60',
    });
    expect(agent?.response_latencies[0]).toEqual({ model: llm.model, latency: 0.5, response_id: 'reply-11' });
    expect(agent?.costs[0]).toEqual({ model: llm.model, cost: 0.5, timestamp: 11 });
    const told = events.findLast((event) => event.kind === EventKind.StateUpdate && event.key === 'stats');
    expect(Object.keys((told as unknown as { value: Stats }).value.usage_to_metrics['agent'] ?? {})).toEqual([
      'model_name',
      'accumulated_cost',
      'max_budget_per_task',
      'accumulated_token_usage',
    ]);
  });

  it('ends where it cannot be told from the one before', async () => {
    const engine = anEngine({ llm: ScriptedLlm.always(callTo('terminal', { command: 'ls' })) });
    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Stuck);
    expect(observationTexts(events)).toHaveLength(4);
  });

  it.each([
    ['steps', { maxIterations: 3 }, 'MaxIterationsReached'],
    ['money', { maxBudget: 0.2 }, 'MaxBudgetReached'],
    ['time', { maxRunMs: 50 }, 'MaxDurationReached'],
  ])('ends with an error when its %s are used up', async (_, limits, code) => {
    let calls = 0;
    const llm = ScriptedLlm.always(() => callTo('terminal', { command: `echo ${(calls += 1)}` }, { cost: 0.1 }));
    const slow = fakeTerminal((command, signal) =>
      'maxRunMs' in limits ? waitOrAbort(new Promise(() => undefined), signal) : command,
    );
    const engine = anEngine({ llm, limits, tools: [slow] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Error);

    expect(events.find((event) => event.kind === EventKind.ConversationError)?.code).toBe(code);
    expect(unanswered(events)).toEqual([]);
  });

  it('ends with the failure of the model, and can be run again', async () => {
    const llm = ScriptedLlm.replying(
      failWith(new LlmError(LlmErrorKind.Authentication, 'The key was refused.')),
      say('Done.'),
    );
    const engine = anEngine({ llm });
    const id = await started(engine);
    const events = await untilStatus(engine, id, ExecutionStatus.Error);
    expect(events.find((event) => event.kind === EventKind.ConversationError)).toMatchObject({
      code: 'LLMAuthenticationError',
      detail: 'The key was refused.',
      classification: { kind: 'auth', user_action: 'settings' },
    });
    expect((await engine.get(id)).record).toMatchObject({
      runtimeStatus: RuntimeStatus.ErrorLlmAuthentication,
      failure: 'The key was refused.',
    });

    await engine.run(id);
    await untilStatus(engine, id, ExecutionStatus.Finished);
    expect((await engine.get(id)).record).toMatchObject({ runtimeStatus: RuntimeStatus.Ready, failure: null });
  });

  it('is refused without a model, before anything is stored', async () => {
    const engine = anEngine();
    const { view } = await engine.create({});
    const { id } = view.record;

    await expect(engine.create({ conversationId: crypto.randomUUID(), initialMessage: text('hi') })).rejects.toThrow(
      LlmNotConfiguredError,
    );
    await expect(engine.send(id, { content: text('hi'), run: true })).rejects.toThrow(LlmNotConfiguredError);
    await expect(engine.run(id)).rejects.toThrow(LlmNotConfiguredError);

    expect(await logOf(engine, id)).toEqual([]);
    expect((await engine.list({ limit: 10 })).items).toHaveLength(1);
  });
});
