import { describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeGrep, fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, text } from '../__fixtures__/scene.js';
import { tagsOf } from '../conversation/mutable-settings.js';

describe('what a conversation brings of its own', () => {
  it('is its model, whose key is kept encrypted and apart', async () => {
    const storage = new InMemoryStorage();
    const asked: LlmSettings[] = [];
    const engine = anEngine({
      storage,
      llm: ScriptedLlm.always(say('Done.')),
      onCreateLlm: (settings) => asked.push(settings),
    });
    const llm = { model: 'openai/own', apiKey: 'sk-own-secret', baseUrl: 'http://127.0.0.1:1' };

    const { view } = await engine.create({ llm, initialMessage: text('hi') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(asked.at(-1)).toEqual(llm);
    expect(JSON.stringify((await engine.get(view.record.id)).record)).not.toContain('sk-own-secret');
    await engine.delete(view.record.id);
    expect(await storage.settings.listSecretNames()).toEqual([]);
  });

  it('is a filter for its tools, past which only what every agent needs gets', async () => {
    const llm = ScriptedLlm.always(say('Done.'));
    const brought = [
      { ...fakeGrep(() => ''), name: 'terminate' },
      { ...fakeGrep(() => ''), name: 'my_terminal' },
    ];
    const equip = async () => ({ tools: brought, instructions: [], close: async () => undefined });
    const engine = anEngine({ llm, equipment: { equip } });

    const { view } = await engine.create({ toolFilter: 'term|x', initialMessage: text('hi') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(llm.requests[0]?.tools.map(({ name }) => name).sort()).toEqual(['finish', 'terminal', 'terminate']);
  });

  it('is a filter that holds nothing up, however long it would take', async () => {
    const llm = ScriptedLlm.always(say('Done.'));
    const brought = [{ ...fakeGrep(() => ''), name: `${'a'.repeat(40)}b` }];
    const equip = async () => ({ tools: brought, instructions: [], close: async () => undefined });
    const engine = anEngine({ llm, equipment: { equip } });

    const { view } = await engine.create({ toolFilter: '(a+)+$', initialMessage: text('hi') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(llm.requests[0]?.tools.map(({ name }) => name)).toEqual(['finish']);
  });

  it('is who the agent is, or all that it is told', async () => {
    const prompts: string[] = [];
    for (const own of [{}, { persona: 'You are a poet.' }, { persona: 'You are a poet.', systemPrompt: 'Rhyme.' }]) {
      const llm = ScriptedLlm.always(say('Done.'));
      const engine = anEngine({ llm });
      const { view } = await engine.create({ ...own, instructions: 'Be brief.', initialMessage: text('hi') });
      await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
      prompts.push(JSON.stringify(llm.requests[0]?.messages[0]));
    }

    const [usual = '', persona = '', whole = ''] = prompts;
    expect(usual).toMatch(/You are a software engineer.*# How to work.*# Security.*# Version control.*Be brief\./);
    expect(persona).toMatch(/You are a poet\..*# Tools.*# Security.*# Finishing.*Be brief\./);
    expect(persona).not.toMatch(/software engineer|# How to work|# Version control/);
    expect(whole).toMatch(/Rhyme\..*Be brief\./);
    expect(whole).not.toMatch(/poet|# Security/);
  });

  it('are its secrets, which later ones join', async () => {
    const opened: unknown[] = [];
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'env' }), say('Done.'));
    const engine = anEngine({
      llm,
      tools: [fakeTerminal(() => 'first-secret second-secret')],
      onOpenWorkspace: ({ secretEnv }) => opened.push(secretEnv),
    });
    const { view } = await engine.create({ secrets: { A: 'first-secret' } });

    await engine.addSecrets(view.record.id, { B: 'second-secret' });
    await engine.send(view.record.id, { content: text('go'), run: true });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(opened).toEqual([{ A: 'first-secret', B: 'second-secret' }]);
    expect(observationTexts(events)).toEqual(['<secret-hidden> <secret-hidden>']);
  });

  it('are secrets kept elsewhere, which are asked for when they are needed, and left out when they cannot be had', async () => {
    const opened: unknown[] = [];
    const asked: string[] = [];
    const engine = anEngine({
      llm: ScriptedLlm.replying(callTo('terminal', { command: 'env' }), say('Done.')),
      tools: [fakeTerminal(() => 'shows far-secret')],
      lookUpSecret: async ({ url }) => {
        asked.push(url);
        if (url === '/gone') throw new Error('There is no such secret.');
        return 'far-secret';
      },
      onOpenWorkspace: ({ secretEnv }) => opened.push(secretEnv),
    });
    const secrets = { FAR: { url: '/far', headers: {} }, GONE: { url: '/gone', headers: {} }, NEAR: 'near-secret' };
    const { view } = await engine.create({ secrets });
    expect(asked).toEqual([]);

    await engine.send(view.record.id, { content: text('go'), run: true });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(opened).toEqual([{ FAR: 'far-secret', NEAR: 'near-secret' }]);
    expect(observationTexts(events)).toEqual(['shows <secret-hidden>']);
  });

  it('are its tools, and no others', async () => {
    const llm = ScriptedLlm.replying(say('Done.'));
    const engine = anEngine({ llm });
    const { view } = await engine.create({ tools: ['grep'], initialMessage: text('go') });
    await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect(llm.requests[0]?.tools.map(({ name }) => name)).toEqual(['grep']);
  });

  it('are its title and tags, which can be changed', async () => {
    const engine = anEngine();
    const { view } = await engine.create({ tags: { team: 'a' } });

    await engine.change(view.record.id, { title: 'New', tags: { team: 'b' } });

    const { record } = await engine.get(view.record.id);
    expect([record.title, tagsOf(record)]).toEqual(['New', { team: 'b' }]);
  });
});
