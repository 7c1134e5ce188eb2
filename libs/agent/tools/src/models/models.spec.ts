import { describe, expect, it } from '@jest/globals';
import {
  LlmError,
  LlmErrorKind,
  type EquipmentRequest,
  type RoutingRules,
  type RoutingSpec,
  type Workspace,
} from '@openhands-nest/agent-ports';
import { OBSERVATION_DTOS, type Observation } from '@openhands-nest/contracts/events';
import { validateValue } from '@openhands-nest/contracts/schema';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { FakeModels } from '../__fixtures__/fake-models.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { modelEquipment } from './model-equipment.js';

const RULES: RoutingRules = {
  classifier: 'quick',
  classes: [
    { description: 'Plain work', model: 'quick' },
    { description: 'Hard work', model: 'strong' },
  ],
};
const ALL = [ToolName.SwitchLlm, ToolName.AskOracle, ToolName.RouteTask];
const SAVED: Readonly<Record<string, RoutingRules>> = { first: RULES };
const saved = { find: async (name: string) => SAVED[name], first: async () => SAVED.first };

async function toolsWith(models: FakeModels, routing?: RoutingSpec, tools: readonly string[] = ALL) {
  const spec = aConversationSpec({ tools, ...(routing && { routing }) });
  const request = { record: aConversationRecord({ spec }), models } as unknown as EquipmentRequest;
  return (await modelEquipment(saved).equip(request)).tools;
}

async function use(
  models: FakeModels,
  name: string,
  values: Record<string, unknown> = {},
  routing?: RoutingSpec,
): Promise<Observation> {
  const tool = (await toolsWith(models, routing)).find((one) => one.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  const executor = tool.createExecutor(aToolContext({} as Workspace));
  const observation = await executor.execute(tool.parse(values), neverAborted());
  expect(validateValue(OBSERVATION_DTOS[observation.kind], observation)).toEqual([]);
  return observation;
}

describe('the tools for other models', () => {
  it('are there when they are wanted; a change of the model only where there is one to change to', async () => {
    const names = async (models: FakeModels, wanted?: readonly string[]): Promise<string[]> =>
      (await toolsWith(models, undefined, wanted)).map(({ name }) => name);

    expect(await names(new FakeModels({ quick: '' }))).toEqual(['switch_llm', 'ask_oracle', 'route_task_to_model']);
    expect(await names(new FakeModels())).toEqual(['ask_oracle', 'route_task_to_model']);
    expect(await names(new FakeModels({ quick: '' }), [ToolName.Think])).toEqual([]);
  });
});

describe('switch_llm', () => {
  it('names the profiles, and has another one go on', async () => {
    const models = new FakeModels({ quick: '', strong: '' });
    const observation = await use(models, 'switch_llm', { profile_name: 'strong', reason: 'It is hard.' });

    expect((await toolsWith(models))[0]?.description).toContain('- quick\n- strong');
    expect(models.switchedTo).toEqual(['strong']);
    expect(observation).toMatchObject({
      is_error: false,
      profile_name: 'strong',
      reason: 'It is hard.',
      active_model: 'openai/strong',
    });
  });

  it('says which profiles there are when it is given another name', async () => {
    const observation = await use(new FakeModels({ quick: '' }), 'switch_llm', { profile_name: 'x', reason: '' });
    expect(observation).toMatchObject({ is_error: true, content: [{ text: expect.stringMatching(/"x".*quick/) }] });
  });
});

describe('ask_oracle', () => {
  it('asks the oracle and nobody else', async () => {
    const models = new FakeModels({ oracle: ' Try the other way. ' });
    const observation = await use(models, 'ask_oracle', { question: 'Which way?', context: 'Both are long.' });

    expect(observation).toMatchObject({ is_error: false, content: [{ text: 'Try the other way.' }] });
    expect(models.questions).toMatchObject([{ profile: 'oracle', usageId: 'oracle:oracle' }]);
    expect(JSON.stringify(models.questions[0]?.messages)).toMatch(/Which way\?.*Both are long\./);
  });

  it.each([
    ['there is none', {}, /profile "oracle"/],
    ['it fails', { oracle: new LlmError(LlmErrorKind.RateLimit, 'Too many requests.') }, /Too many requests\./],
    ['it is silent', { oracle: ' ' }, /said nothing/],
  ])('tells when %s', async (_case, answers, sentence) => {
    const observation = await use(new FakeModels(answers), 'ask_oracle', { question: 'Which way?' });
    expect(observation).toMatchObject({ is_error: true, content: [{ text: expect.stringMatching(sentence) }] });
  });

  it('does not hide what is no failure of a model', async () => {
    const models = new FakeModels({ oracle: new TypeError('broken') });
    await expect(use(models, 'ask_oracle', { question: 'Which way?' })).rejects.toThrow('broken');
  });
});

describe('route_task_to_model', () => {
  const MESSAGES = ['user: old', 'user: Prove it.', 'agent: I do.'];

  it('asks the classifier about the newest messages, and changes to the model of the class', async () => {
    const models = new FakeModels({ quick: 'I say 2.', strong: '' }, MESSAGES);
    const observation = await use(models, 'route_task_to_model');

    expect(models.questions).toMatchObject([{ profile: 'quick', usageId: 'classifier:quick' }]);
    const asked = JSON.stringify(models.questions[0]?.messages);
    expect(asked).toMatch(/Prove it\..*1\. Plain work.*2\. Hard work/);
    expect(models.switchedTo).toEqual(['strong']);
    expect(observation).toMatchObject({
      is_error: false,
      chosen_class: 'Hard work',
      model: 'strong',
      active_model: 'openai/strong',
    });
  });

  it('fills a template in, and finds the profile that the answer names', async () => {
    const template = 'For {{instance_text}} choose of {{ model_table }}, {{ else }}.';
    const rules = { classifier: 'quick', classes: [], template, table: 'the table $&' };
    const ask = async (answer: string): Promise<readonly string[]> => {
      const models = new FakeModels({ quick: answer, strong: '', 'strong-er': '' }, ['user: Hi.']);
      await use(models, 'route_task_to_model', {}, { rules });
      expect(JSON.stringify(models.questions[0]?.messages)).toContain(
        'For user: Hi. choose of the table $&, {{ else }}.',
      );
      return models.switchedTo;
    };

    expect(await ask('```json\n{"model": "STRONG"}\n```')).toEqual(['strong']);
    expect(await ask('I would take strong-er here.')).toEqual(['strong-er']);
    expect(await ask('{"model": "weak"}')).toEqual([]);
  });

  it('goes by the saved rules of the name, else by its own', async () => {
    const own = { ...RULES, classifier: 'strong' };
    const asked = async (routing?: RoutingSpec): Promise<string | undefined> => {
      const models = new FakeModels({ quick: '1', strong: '1' });
      await use(models, 'route_task_to_model', {}, routing);
      return models.questions[0]?.profile;
    };

    expect(await asked()).toBe('quick');
    expect(await asked({ name: 'first', rules: own })).toBe('quick');
    expect(await asked({ name: 'gone', rules: own })).toBe('strong');
    expect(await asked({ rules: own })).toBe('strong');
    expect(await asked({ name: 'gone' })).toBeUndefined();
  });

  it.each([
    ['the answer names no class', { quick: 'None of them.' }, /no usable answer \("None of them\."\)/],
    ['the answer says none', { quick: '0' }, /no usable answer/],
    ['the answer counts too far', { quick: '3' }, /no usable answer/],
    ['the answer counts back', { quick: '-1' }, /no usable answer/],
    ['there is no classifier', { strong: '' }, /"quick"/],
    ['its class leads to nothing', { quick: '2' }, /"strong"/],
  ])('changes nothing when %s', async (_case, answers, sentence) => {
    const models = new FakeModels(answers);
    const observation = await use(models, 'route_task_to_model');
    expect(observation).toMatchObject({ is_error: true, content: [{ text: expect.stringMatching(sentence) }] });
    expect(models.switchedTo).toEqual([]);
  });
});
