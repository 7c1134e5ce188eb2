import { describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { EquipmentProvider, LlmSettings, Models } from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { Engine, SavedModels } from '../engine.js';
import { untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeGrep } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, text } from '../__fixtures__/scene.js';

const KEY = 'sk-of-the-other-model';
const SAVED: SavedModels = {
  names: async () => ['saved', 'both'],
  choice: async (name) => (name === 'saved' || name === 'both' ? choice(`saved/${name}`) : undefined),
};

function choice(model: string): { settings: LlmSettings; document: Readonly<Record<string, unknown>> } {
  return { settings: { model, apiKey: KEY }, document: { model, usage_id: 'of the profile' } };
}

/** Offers a tool that does this with the models, and tells what came of it. */
function toolThat(does: (models: Models, signal: AbortSignal) => Promise<string>): EquipmentProvider {
  return {
    equip: async ({ models, signal }) => ({
      tools: [{ ...fakeGrep(() => does(models, signal)), name: 'consult' }],
      instructions: [],
      close: async () => undefined,
    }),
  };
}

/** A conversation with a model of its own whose agent calls that tool once. */
async function consulted(engine: Engine): Promise<string> {
  const { view } = await engine.create({
    llm: { model: 'own/model' },
    models: { own: choice('brought/own'), both: choice('brought/both') },
    initialMessage: text('go'),
  });
  return view.record.id;
}

const asking = (profile: string) =>
  toolThat((models, signal) =>
    models.ask({ profile, usageId: 'advice', messages: [{ role: 'system', text: 'Advise.' }], signal }),
  );

describe('the models beside the one in use', () => {
  it('are asked without a trace in the log, at the cost of the conversation', async () => {
    const own = ScriptedLlm.replying(callTo('consult', { pattern: 'x' }), say('Done.'));
    const other = ScriptedLlm.always(say('Turn left.'));
    const models = { 'own/model': own, 'saved/saved': other };
    const engine = anEngine({ models, savedModels: SAVED, equipment: asking('saved') });

    const id = await consulted(engine);
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['Turn left.']);
    expect(other.requests[0]?.messages).toEqual([{ role: 'system', text: 'Advise.' }]);
    const { record } = await engine.get(id);
    expect(Object.keys(record.metrics).sort()).toEqual(['advice', 'agent']);
    expect(JSON.stringify([record, events])).not.toContain(KEY);
  });

  it('are those that the conversation brings, then those that are saved', async () => {
    const own = ScriptedLlm.replying(callTo('consult', { pattern: 'x' }), say('Done.'));
    const asked: string[] = [];
    const equipment = toolThat(async (models) => {
      for (const profile of ['own', 'both', 'saved'])
        await models.ask({ profile, usageId: 'x', messages: [], signal: new AbortController().signal });
      const refused = await models.switchTo('gone').catch((error: Error) => error.message);
      return [...(await models.profiles()), refused].join(' ');
    });
    const engine = anEngine({
      models: { 'own/model': own },
      llm: ScriptedLlm.always(say('ok')),
      savedModels: SAVED,
      equipment,
      onCreateLlm: ({ model, apiKey }) => apiKey && asked.push(`${model} ${apiKey}`),
    });

    const events = await untilStatus(engine, await consulted(engine), ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['both own saved There is no model profile "gone" that can be used.']);
    expect(asked).toEqual([`brought/own ${KEY}`, `brought/both ${KEY}`, `saved/saved ${KEY}`]);
  });

  it('take the place of the one in use from the next step on, also after a restart', async () => {
    const storage = new InMemoryStorage();
    const own = ScriptedLlm.replying(callTo('consult', { pattern: 'x' }));
    const other = ScriptedLlm.always(say('Done by the other.'));
    const models = { 'own/model': own, 'brought/own': other };
    const first = anEngine({ storage, models, equipment: toolThat(async (known) => known.switchTo('own')) });

    const id = await consulted(first);
    const events = await untilStatus(first, id, ExecutionStatus.Finished);
    const { record } = await first.get(id);
    await first.close();
    const second = anEngine({ storage, models });
    await second.send(id, { content: text('again'), run: true });
    await untilStatus(second, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['brought/own']);
    expect(Object.keys(record.metrics).sort()).toEqual(['agent', 'profile:own']);
    expect([own.requests.length, other.requests.length]).toEqual([1, 2]);
  });

  it('are shown what was said last', async () => {
    const own = ScriptedLlm.replying(say('Hello.'), callTo('consult', { pattern: 'x' }), say('Done.'));
    const equipment = toolThat(async (models) => (await models.latestMessages(2)).join(' | '));
    const engine = anEngine({ llm: own, equipment });
    const { view } = await engine.create({ initialMessage: text('hi') });
    const { id } = view.record;
    await untilStatus(engine, id, ExecutionStatus.Finished);

    await engine.send(id, { content: text('look'), run: true });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['agent: Hello. | user: look']);
  });
});
