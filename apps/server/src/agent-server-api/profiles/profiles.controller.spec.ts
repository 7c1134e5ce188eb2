import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeOpenAiServer, InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());

const call = callerOf(() => server);

const save = (name: string, llm: object, more: object = {}): Promise<Answer> =>
  call('POST', `/api/profiles/${name}`, { llm, ...more });
const settings = async (expose?: string): Promise<AnyJson> =>
  (await call('GET', '/api/settings', undefined, expose)).body;

describe('LLM profiles', () => {
  it('are saved, listed and read, with their keys only where those are asked for', async () => {
    expect(await save('one', { model: 'openai/m1', api_key: 'sk-geheim' })).toEqual({
      status: 201,
      body: { name: 'one', message: "Profile 'one' saved" },
    });
    await save('bare', { model: 'openai/m2', api_key: 'sk-geheim' }, { include_secrets: false });
    expect((await call('GET', '/api/profiles')).body).toEqual({
      profiles: [info('bare', 'openai/m2', false), info('one', 'openai/m1', true)],
      active_profile: null,
    });
    const masked = (await call('GET', '/api/profiles/one')).body;
    expect(masked).toMatchObject({ name: 'one', config: { model: 'openai/m1', api_key: null }, api_key_set: true });
    expect((await call('GET', '/api/profiles/one', undefined, 'plaintext')).body.config.api_key).toBe('sk-geheim');
    const { config } = (await call('GET', '/api/profiles/one', undefined, 'encrypted')).body;
    await save('copy', config);
    expect((await call('GET', '/api/profiles/copy', undefined, 'plaintext')).body.config.api_key).toBe('sk-geheim');
    expect((await call('GET', '/api/profiles/one', undefined, 'loud')).status).toBe(400);
    expect((await call('GET', '/api/profiles/nobody')).status).toBe(404);
  });

  it('keep the models that answer when theirs fails, and lend them to the settings', async () => {
    const fallback_strategy = { fallback_llms: ['backup', 'last'] };
    await save('one', { model: 'openai/m1', fallback_strategy });
    expect((await call('GET', '/api/profiles/one')).body.config).toMatchObject({ fallback_strategy });
    await call('POST', '/api/profiles/one/activate');
    expect((await settings()).agent_settings.llm).toMatchObject({ model: 'openai/m1', fallback_strategy });
    await call('PATCH', '/api/settings', { agent_settings_diff: { llm: { fallback_strategy: null } } });
    expect((await settings()).agent_settings.llm).not.toHaveProperty('fallback_strategy');
    expect((await save('bad', { model: 'openai/m1', fallback_strategy: { fallback_llms: 'backup' } })).status).toBe(
      422,
    );
  });

  it('lend the settings their model when they are activated', async () => {
    await save('one', { model: 'openai/m1', api_key: 'sk-1' });
    expect((await call('POST', '/api/profiles/one/activate')).body).toMatchObject({ name: 'one', llm_applied: true });
    expect(await settings('plaintext')).toMatchObject({
      active_profile: 'one',
      agent_settings: { llm: { model: 'openai/m1', api_key: 'sk-1' } },
    });
    await save('two', { model: 'openai/m2' });
    await call('PATCH', '/api/settings', { active_profile: 'two' });
    expect(await settings()).toMatchObject({ active_profile: 'two', agent_settings: { llm: { model: 'openai/m2' } } });
    await call('PATCH', '/api/settings', { active_profile: 'one', agent_settings_diff: { llm: { temperature: 1 } } });
    expect(await settings()).toMatchObject({
      active_profile: 'one',
      agent_settings: { llm: { model: 'openai/m2', temperature: 1 } },
    });
    await call('PATCH', '/api/settings', { active_profile: null });
    expect((await settings()).active_profile).toBeNull();
    expect((await call('POST', '/api/profiles/nobody/activate')).status).toBe(404);
  });

  it('are renamed wherever they are referred to, and deleted when nobody refers to them', async () => {
    await save('one', { model: 'openai/m1' });
    await save('other', { model: 'openai/m2' });
    await call('POST', '/api/profiles/one/activate');
    await call('POST', '/api/agent-profiles/agent', { llm_profile_ref: 'one' });
    expect((await call('DELETE', '/api/profiles/one')).status).toBe(409);
    expect((await call('POST', '/api/profiles/one/rename', { new_name: 'other' })).status).toBe(409);
    expect((await call('POST', '/api/profiles/one/rename', { new_name: 'uno' })).body.name).toBe('uno');
    expect((await call('GET', '/api/agent-profiles/agent')).body.profile.llm_profile_ref).toBe('uno');
    expect((await settings()).active_profile).toBe('uno');
    await call('DELETE', '/api/agent-profiles/agent');
    expect((await call('DELETE', '/api/profiles/uno')).status).toBe(200);
    expect((await call('DELETE', '/api/profiles/uno')).status).toBe(200);
    expect((await settings()).active_profile).toBeNull();
    expect((await call('POST', '/api/profiles/uno/rename', { new_name: 'x' })).status).toBe(404);
  });

  it.each<[string, object]>([
    ['.bad', { llm: { model: 'm' } }],
    ['good', {}],
    ['good', { llm: {} }],
    ['good', { llm: { model: '' } }],
    ['good', { llm: { model: 5 } }],
    ['good', { llm: { model: 'm', temperature: -1 } }],
    ['good', { llm: { model: 'm', api_key: 'gAAAAforeign' } }],
  ])('are refused when they cannot be: %s %j', async (name, body) => {
    expect((await call('POST', `/api/profiles/${name}`, body)).status).toBe(422);
    expect((await call('GET', '/api/profiles')).body.profiles).toEqual([]);
  });

  it('are at most fifty', async () => {
    for (let index = 0; index < 50; index += 1) await save(`p${index}`, { model: 'm' });
    expect((await save('p50', { model: 'm' })).status).toBe(409);
    expect((await save('p49', { model: 'n' })).status).toBe(201);
  });
});

describe('validating a profile', () => {
  const validate = (llm: object, name = 'new'): Promise<Answer> =>
    call('POST', `/api/profiles/${name}/validate`, { llm });

  it('asks the model for a few words', async () => {
    const model = await new FakeOpenAiServer([{ text: 'yes' }]).start();
    try {
      const llm = { model: 'openai/m', api_key: 'sk-1', base_url: model.baseUrl };
      expect(await validate(llm)).toEqual({ status: 200, body: { valid: true, error: null } });
      expect(model.requests).toHaveLength(1);
      expect(model.requests[0]?.body).toMatchObject({ model: 'm', max_tokens: 16 });
    } finally {
      await model.close();
    }
  });

  it('says what is wrong, without the key', async () => {
    const refused = await validate({ model: 'openai/m', api_key: 'sk-geheim', base_url: 'http://127.0.0.1:1/v1' });
    expect(refused.body).toMatchObject({ valid: false, error: { type: 'LLMServiceUnavailableError' } });
    expect(JSON.stringify(refused.body)).not.toContain('sk-geheim');
    expect((await validate({ model: 'nowhere/m' })).body.error.type).toBe('LLMBadRequestError');
    expect((await validate({ model: 'anthropic/m' })).body.error.type).toBe('LLMAuthenticationError');
  });

  it('does not ask the models behind it', async () => {
    const model = await new FakeOpenAiServer([{ text: 'yes' }]).start();
    try {
      await save('backup', { model: 'openai/m', api_key: 'sk-b', base_url: model.baseUrl });
      const down = { model: 'openai/m', api_key: 'sk-1', base_url: 'http://127.0.0.1:1/v1' };
      const refused = await validate({ ...down, fallback_strategy: { fallback_llms: ['backup'] } });
      expect(refused.body.valid).toBe(false);
      expect(model.requests).toEqual([]);
    } finally {
      await model.close();
    }
  });

  it('uses the saved key for the same place only', async () => {
    const model = await new FakeOpenAiServer([{ text: 'yes' }]).start();
    try {
      await save('saved', { model: 'openai/m', api_key: 'sk-saved', base_url: model.baseUrl });
      expect((await validate({ model: 'openai/other', base_url: model.baseUrl }, 'saved')).body.valid).toBe(true);
      expect(model.requests[0]?.headers.authorization).toBe('Bearer sk-saved');
      await validate({ model: 'openai/m', base_url: `${model.baseUrl}/elsewhere` }, 'saved');
      expect(model.requests[1]?.headers.authorization).not.toBe('Bearer sk-saved');
    } finally {
      await model.close();
    }
  });
});

function info(name: string, model: string, hasKey: boolean): object {
  return {
    name,
    model,
    base_url: null,
    provider_connection_id: null,
    provider_connection_broken: false,
    api_key_set: hasKey,
  };
}
