import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, logOf, untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, text, until } from '../__fixtures__/scene.js';
import { wireState } from '../conversation/wire-state.js';

const KEY = 'sk-of-the-second-model';
const SECOND = {
  settings: { model: 'second/model', apiKey: KEY },
  document: { model: 'second/model', usage_id: 'second', api_key: '**********' },
};

describe('switching the model', () => {
  it('acts from the next step of a run on, and what it costs is counted by itself', async () => {
    const waiting = gate();
    const first = ScriptedLlm.replying(callTo('terminal', { command: 'sleep' }));
    const second = ScriptedLlm.replying(say('Done by the second.'));
    const engine = anEngine({
      llm: first,
      models: { 'second/model': second },
      tools: [fakeTerminal(() => waiting.opened.then(() => 'slept'))],
    });
    const { view } = await engine.create({ initialMessage: text('go') });
    const { id } = view.record;
    await until(() => first.requests.length === 1);

    await engine.switchModel(id, SECOND);
    waiting.open();
    await untilStatus(engine, id, ExecutionStatus.Finished);

    const { record } = await engine.get(id);
    expect(second.requests).toHaveLength(1);
    expect(Object.entries(record.metrics).map(([usage, { model_name }]) => [usage, model_name])).toEqual([
      ['agent', 'scripted/model'],
      ['second', 'scripted/model'],
    ]);
  });

  it('is told by an event, shown in the state, and keeps the key to itself', async () => {
    const asked: LlmSettings[] = [];
    const engine = anEngine({ llm: ScriptedLlm.always(say('ok')), onCreateLlm: (settings) => asked.push(settings) });
    const agent = { kind: 'Agent', llm: { model: 'first/model', usage_id: 'default' } };
    const { view } = await engine.create({ agent, llm: { model: 'first/model' } });

    await engine.switchModel(view.record.id, SECOND);
    await engine.send(view.record.id, { content: text('hi'), run: true });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    const { record } = await engine.get(view.record.id);
    const shown = { kind: 'Agent', llm: SECOND.document };
    expect(wireState(record, undefined)['agent']).toEqual(shown);
    expect(events.find((event) => event.kind === EventKind.StateUpdate && event.key === 'agent')).toMatchObject({
      value: shown,
    });
    expect(JSON.stringify([record, events])).not.toContain(KEY);
    expect(asked.at(-1)).toEqual(SECOND.settings);
  });

  it('outlives the server', async () => {
    const storage = new InMemoryStorage();
    const first = anEngine({ storage, llm: ScriptedLlm.always(say('ok')), owner: 'before' });
    const { view } = await first.create({});
    await first.switchModel(view.record.id, SECOND);
    await first.switchModel(view.record.id, { ...SECOND, settings: { ...SECOND.settings, apiKey: 'sk-newest' } });
    await first.close();

    const asked: LlmSettings[] = [];
    const second = anEngine({
      storage,
      llm: ScriptedLlm.always(say('ok')),
      onCreateLlm: (settings) => asked.push(settings),
    });
    await second.send(view.record.id, { content: text('hi'), run: true });
    await untilStatus(second, view.record.id, ExecutionStatus.Finished);

    expect(asked).toEqual([{ model: 'second/model', apiKey: 'sk-newest' }]);
    expect(await logOf(second, view.record.id)).not.toEqual([]);
  });
});
