import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const BASE = '/api/meta-profiles';
const PROFILE = { classifier_model: 'fast', classes: [{ description: 'It needs eyes.', model: 'vision' }] };

let server: TestServer;
const call = callerOf(() => server);
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());

describe('meta-profiles', () => {
  it('are saved, listed, read and deleted', async () => {
    expect(await call('POST', `${BASE}/route`, PROFILE)).toEqual({
      status: 201,
      body: { name: 'route', message: "Meta-profile 'route' saved" },
    });
    await call('POST', `${BASE}/ask`, {
      classifier_model: 'fast',
      prompt_template: 'Which of {{ model_table }} for {{instance_text}}?',
    });
    expect((await call('GET', BASE)).body).toEqual({
      meta_profiles: [
        { name: 'ask', classifier_model: 'fast', num_classes: 0 },
        { name: 'route', classifier_model: 'fast', num_classes: 1 },
      ],
      active_meta_profile: null,
    });
    expect((await call('GET', `${BASE}/route`)).body).toMatchObject({ name: 'route', config: PROFILE });
    for (let times = 0; times < 2; times += 1) expect((await call('DELETE', `${BASE}/route`)).status).toBe(200);
    expect((await call('GET', `${BASE}/route`)).status).toBe(404);
  });

  it('are fifty at most', async () => {
    for (let index = 0; index < 50; index += 1) await call('POST', `${BASE}/p${index}`, PROFILE);
    expect((await call('POST', `${BASE}/more`, PROFILE)).status).toBe(409);
    expect((await call('POST', `${BASE}/p1`, PROFILE)).status).toBe(201);
  });

  it.each([
    {},
    { classifier_model: 'fast' },
    { classifier_model: 'fast', classes: [{ model: 'x' }] },
    { classifier_model: 'fast', prompt_template: 'Which of {{ model_table }}?' },
    { ...PROFILE, prompt_template: 'For {{ instance_text }}?' },
  ])('are refused as %j', async (body) => {
    expect((await call('POST', `${BASE}/bad`, body)).status).toBe(422);
  });

  it('have names', async () => {
    expect((await call('GET', `${BASE}/-x`)).status).toBe(422);
  });
});

describe('the active meta-profile', () => {
  const settings = async (): Promise<AnyJson> => (await call('GET', '/api/settings')).body;
  const ACTIVE = { active_meta_profile: 'route', enable_classify_and_switch_llm_tool: true, meta_profile: PROFILE };
  const NONE = { active_meta_profile: null, enable_classify_and_switch_llm_tool: false, meta_profile: null };
  beforeEach(async () => {
    await call('POST', `${BASE}/route`, PROFILE);
  });

  it('is that of the settings, until it is deleted', async () => {
    expect(await call('POST', `${BASE}/route/activate`)).toEqual({
      status: 200,
      body: { name: 'route', message: "Meta-profile 'route' activated", applied: true },
    });
    expect((await call('GET', BASE)).body.active_meta_profile).toBe('route');
    expect(await settings()).toMatchObject({ active_meta_profile: 'route', agent_settings: ACTIVE });
    await call('DELETE', `${BASE}/route`);
    expect(await settings()).toMatchObject({ active_meta_profile: null, agent_settings: NONE });
  });

  it('is chosen and cleared by the settings as well', async () => {
    const patched = await call('PATCH', '/api/settings', { active_meta_profile: 'route' });
    expect(patched.body).toMatchObject({ active_meta_profile: 'route', agent_settings: ACTIVE });
    const other = await call('PATCH', '/api/settings', { agent_settings_diff: { llm: { temperature: 1 } } });
    expect(other.body.active_meta_profile).toBe('route');
    const cleared = await call('PATCH', '/api/settings', { active_meta_profile: null });
    expect(cleared.body).toMatchObject({ active_meta_profile: null, agent_settings: NONE });
  });

  it('must be there', async () => {
    expect((await call('POST', `${BASE}/gone/activate`)).status).toBe(404);
    expect((await call('PATCH', '/api/settings', { active_meta_profile: 'gone' })).status).toBe(404);
    expect((await call('PATCH', '/api/settings', { active_meta_profile: '-' })).status).toBe(422);
    expect((await settings()).active_meta_profile).toBeNull();
  });

  it('is none for agents that choose their model themselves', async () => {
    await call('POST', `${BASE}/route/activate`);
    await call('PATCH', '/api/settings', { agent_settings_diff: { agent_kind: 'acp' } });
    expect((await settings()).active_meta_profile).toBeNull();
    expect((await call('POST', `${BASE}/route/activate`)).body.applied).toBe(false);
    expect((await settings()).active_meta_profile).toBeNull();
  });
});
