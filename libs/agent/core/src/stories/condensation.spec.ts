import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { LlmError, LlmErrorKind, type LlmMessage } from '@openhands-nest/agent-ports';
import { answering, callTo, failWith, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { kindsOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeFinish, fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, text } from '../__fixtures__/scene.js';

const tooLong = new LlmError(LlmErrorKind.ContextWindowExceeded, 'The conversation is too long for the model.');

/** A model that refuses more than so many messages, works for some steps, and sums up when it is asked to. */
function shortSighted(most: number, steps: number): ScriptedLlm {
  let taken = 0;
  return ScriptedLlm.always(
    answering(({ messages, tools }) => {
      if (tools.length === 0) return say('Summary: tests were run.', { cost: 0.5 });
      if (messages.length > most) return failWith(tooLong);
      taken += 1;
      return taken > steps ? say('All done.') : callTo('terminal', { command: `echo ${taken}` });
    }),
  );
}

const condensations = (events: readonly ConversationEvent[]): (ConversationEvent & { kind: 'Condensation' })[] =>
  events.filter((event) => event.kind === EventKind.Condensation);

describe('a conversation that becomes too long for the model', () => {
  it('is shortened in the middle and goes on, also without a condenser', async () => {
    const llm = shortSighted(20, 30);
    const engine = anEngine({ llm });
    const { view } = await engine.create({ initialMessage: text('work hard') });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(condensations(events).length).toBeGreaterThan(1);
    expect(condensations(events).every(({ summary }) => summary === undefined)).toBe(true);
    const last = llm.requests.at(-1)?.messages ?? [];
    expect(last.slice(0, 2).map(({ role }) => role)).toEqual(['system', 'user']);
    expectPaired(last);
  });

  it('ends with the error when nothing is left to forget', async () => {
    const llm = ScriptedLlm.always(answering(() => failWith(tooLong)));
    const engine = anEngine({ llm });
    const { view } = await engine.create({ initialMessage: text('work hard') });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Error);

    expect(llm.requests.length).toBeLessThan(10);
    expect(events.find((event) => event.kind === EventKind.ConversationError)?.code).toBe(
      'LLMContextWindowExceedError',
    );
  });
});

describe('a condenser', () => {
  it('sums up the older part when there are too many events, and what it costs is counted', async () => {
    const llm = shortSighted(1_000, 12);
    const engine = anEngine({ llm });
    const { view } = await engine.create({
      condenser: { maxSize: 10, keepFirst: 2 },
      initialMessage: text('work hard'),
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    const [first] = condensations(events);
    expect(first).toMatchObject({ summary: 'Summary: tests were run.', summary_offset: 2 });
    const last = llm.requests.findLast(({ tools }) => tools.length > 0)?.messages ?? [];
    expect(last.length).toBeLessThan(12);
    expect(JSON.stringify(last[2])).toContain('tests were run');
    expectPaired(last);
    const { metrics } = (await engine.get(view.record.id)).record;
    expect(metrics['condenser']?.accumulated_cost).toBe(0.5 * condensations(events).length);
  });

  it('asks a model of its own, if it has one, and counts it by itself', async () => {
    const own = shortSighted(1_000, 0);
    const llm = shortSighted(1_000, 12);
    const keys: (string | undefined)[] = [];
    const engine = anEngine({
      models: { 'own/model': own, 'usual/model': llm },
      onCreateLlm: ({ model, apiKey }) => model === 'own/model' && keys.push(apiKey),
    });
    const { view } = await engine.create({
      llm: { model: 'usual/model' },
      condenser: { maxSize: 10, keepFirst: 2, llm: { model: 'own/model' }, usageId: 'summaries' },
      partKeys: { condenser: 'sk-of-the-condenser' },
      initialMessage: text('work hard'),
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(own.requests).toHaveLength(condensations(events).length);
    expect(llm.requests.every(({ tools }) => tools.length > 0)).toBe(true);
    expect(new Set(keys)).toEqual(new Set(['sk-of-the-condenser']));
    const { record } = await engine.get(view.record.id);
    expect(record.metrics['summaries']?.accumulated_cost).toBe(0.5 * own.requests.length);
    expect(JSON.stringify(record)).not.toContain('sk-of-the-condenser');
  });

  it('leaves what it need not do to the next one', async () => {
    const first = shortSighted(1_000, 0);
    const second = shortSighted(1_000, 0);
    const keys = new Map<string, string | undefined>();
    const engine = anEngine({
      models: { first, second, usual: shortSighted(1_000, 12) },
      onCreateLlm: ({ model, apiKey }) => keys.set(model, apiKey),
    });
    const { view } = await engine.create({
      llm: { model: 'usual' },
      condenser: {
        ...{ maxSize: 1_000, keepFirst: 2, llm: { model: 'first' }, keyName: 'condenser.0' },
        next: { maxSize: 10, keepFirst: 2, llm: { model: 'second' }, keyName: 'condenser.1' },
      },
      partKeys: { 'condenser.0': 'sk-first', 'condenser.1': 'sk-second' },
      initialMessage: text('work hard'),
    });

    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(first.requests).toHaveLength(0);
    expect(second.requests.length).toBeGreaterThan(0);
    expect(second.requests).toHaveLength(condensations(events).length);
    expect(keys.get('second')).toBe('sk-second');
  });

  it('is asked in its turn when the model finds the conversation too long', async () => {
    const first = shortSighted(1_000, 0);
    const engine = anEngine({ models: { first, usual: shortSighted(12, 12) } });
    const { view } = await engine.create({
      llm: { model: 'usual' },
      condenser: {
        ...{ maxSize: 1_000, keepFirst: 2, llm: { model: 'first' } },
        next: { maxSize: 1_000, keepFirst: 2 },
      },
      initialMessage: text('work hard'),
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(condensations(events).length).toBeGreaterThan(0);
    expect(first.requests).toHaveLength(condensations(events).length);
  });

  it('sums up when there are too many tokens, however few the events are', async () => {
    const llm = shortSighted(1_000, 12);
    const engine = anEngine({ llm, tools: [fakeTerminal(() => 'x'.repeat(4_000)), fakeFinish] });
    const { view } = await engine.create({
      condenser: { maxSize: 1_000, maxTokens: 6_000, keepFirst: 2 },
      initialMessage: text('work hard'),
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(condensations(events).length).toBeGreaterThan(0);
    const last = llm.requests.findLast(({ tools }) => tools.length > 0)?.messages ?? [];
    expect(last.filter(({ role }) => role === 'tool').length).toBeLessThan(9);
  });

  it('holds for a server that reads the log anew', async () => {
    const storage = new InMemoryStorage();
    const llm = shortSighted(1_000, 12);
    const first = anEngine({ storage, llm });
    const { view } = await first.create({
      condenser: { maxSize: 10, keepFirst: 2 },
      initialMessage: text('work hard'),
    });
    await untilStatus(first, view.record.id, ExecutionStatus.Finished);
    await first.close();

    const next = shortSighted(1_000, 0);
    const second = anEngine({ storage, llm: next });
    await second.send(view.record.id, { content: text('and now?'), run: true });
    const events = await untilStatus(second, view.record.id, ExecutionStatus.Finished);

    const messages = next.requests.findLast(({ tools }) => tools.length > 0)?.messages ?? [];
    expect(messages.length).toBeLessThan(14);
    expect(JSON.stringify(messages[2])).toContain('tests were run');
    expectPaired(messages);
    expect(kindsOf(events).at(-1)).toBe(EventKind.Message);
  });
});

/** Every call has its answer right behind its reply, and no answer stands alone. */
function expectPaired(messages: readonly LlmMessage[]): void {
  messages.forEach((message, index) => {
    if (message.role !== 'assistant') return;
    const answers = messages.slice(index + 1, index + 1 + message.toolCalls.length);
    expect(answers.map((answer) => (answer.role === 'tool' ? answer.toolCallId : answer.role))).toEqual(
      message.toolCalls.map(({ id }) => id),
    );
  });
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  expect(messages.filter(({ role }) => role === 'tool')).toHaveLength(calls.length);
}
