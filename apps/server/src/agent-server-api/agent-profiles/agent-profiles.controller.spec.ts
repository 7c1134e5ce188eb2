import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const ENVIRONMENT = { LLM_MODEL: 'openai/of-the-environment', LLM_API_KEY: 'sk-geheim' };
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

let server: TestServer;
afterEach(() => server.close());
const call = callerOf(() => server);

async function open(environment: Record<string, string> = {}): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), environment });
}

const list = async () => (await call('GET', '/api/agent-profiles')).body;

describe('the first agent profile', () => {
  it('is made by the first look, and points at a model profile', async () => {
    await open();
    const first = await list();
    expect(first.profiles).toEqual([
      {
        id: UUID,
        name: 'default',
        agent_kind: 'openhands',
        revision: 0,
        llm_profile_ref: 'default',
        mcp_server_refs: null,
      },
    ]);
    expect(first.active_agent_profile_id).toBe(first.profiles[0].id);
    expect(await list()).toEqual(first);
    expect((await call('GET', '/api/profiles')).body.profiles).toEqual([]);
  });

  it('brings the model of the environment along, so that a client finds one to use', async () => {
    await open(ENVIRONMENT);
    await list();
    expect((await call('GET', '/api/profiles')).body).toMatchObject({
      profiles: [{ name: 'default', model: 'openai/of-the-environment', api_key_set: true }],
      active_profile: 'default',
    });
  });

  it('is made once when many look at the same time', async () => {
    await open();
    const ids = await Promise.all(Array.from({ length: 10 }, async () => (await list()).active_agent_profile_id));
    expect(new Set(ids).size).toBe(1);
  });
});

describe('agent profiles', () => {
  it('are saved, counted up, renamed, activated by id and deleted', async () => {
    await open();
    const path = '/api/agent-profiles/reviewer';
    const body = { llm_profile_ref: 'x', tools: [{ name: 'terminal' }], enable_sub_agents: true };
    expect((await call('POST', path, body)).status).toBe(201);
    const { profile } = (await call('GET', path)).body;
    expect(profile).toMatchObject({
      name: 'reviewer',
      id: UUID,
      revision: 0,
      tools: [{ name: 'terminal', params: {} }],
    });
    await call('POST', path, { llm_profile_ref: 'y', name: 'another', id: '00000000-0000-4000-8000-000000000000' });
    expect((await call('GET', path)).body.profile).toMatchObject({ id: profile.id, name: 'reviewer', revision: 1 });

    await call('POST', '/api/agent-profiles/other', { agent_kind: 'acp' });
    expect((await call('POST', `${path}/rename`, { new_name: 'other' })).status).toBe(409);
    await call('POST', `${path}/rename`, { new_name: 'critic' });
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('POST', '/api/agent-profiles/critic/activate')).status).toBe(404);
    expect((await call('POST', `/api/agent-profiles/${profile.id}/activate`)).body).toMatchObject({
      id: profile.id,
      agent_settings_applied: false,
    });
    expect((await call('GET', '/api/settings')).body.active_agent_profile_id).toBe(profile.id);
    expect((await call('DELETE', '/api/agent-profiles/critic')).status).toBe(200);
    expect((await call('DELETE', '/api/agent-profiles/critic')).status).toBe(200);
    expect((await call('GET', '/api/settings')).body.active_agent_profile_id).toBeNull();
  });

  it.each([
    {},
    { llm_profile_ref: 'x', unknown: 1 },
    { llm_profile_ref: '' },
    { agent_kind: 'other', llm_profile_ref: 'x' },
    { agent_kind: 'acp', acp_server: 'other' },
  ])('are refused when they cannot be: %j', async (body) => {
    await open();
    expect((await call('POST', '/api/agent-profiles/bad', body)).status).toBe(422);
  });

  it('tell what an agent made of them would have', async () => {
    await open();
    await call('POST', '/api/profiles/main', { llm: { model: 'openai/m', api_key: 'sk-geheim' } });
    await call('POST', '/api/settings/mcp/fetch', { command: 'uvx' });
    await call('POST', '/api/agent-profiles/good', { llm_profile_ref: 'main', mcp_server_refs: ['fetch'] });
    const { body } = await call('POST', '/api/agent-profiles/good/materialize');
    expect(body).toMatchObject({
      valid: true,
      errors: [],
      llm_profile_resolved: true,
      llm_api_key_set: true,
      resolved_mcp_config_keys: ['fetch'],
      resolved_settings: {
        llm: { model: 'openai/m', api_key: '**********' },
        mcp_config: { fetch: { command: 'uvx' } },
      },
    });
    expect(JSON.stringify(body)).not.toContain('sk-geheim');
  });

  it('lead to models by a meta-profile, or tell which of them are missing', async () => {
    await open();
    await call('POST', '/api/profiles/main', { llm: { model: 'openai/m' } });
    const routed = { llm_profile_ref: 'main', enable_classify_and_switch_llm_tool: true, meta_profile_ref: 'router' };
    await call('POST', '/api/agent-profiles/routed', {
      ...routed,
      tools: [{ name: 'task_tool_set' }, { name: 'SwitchLLMTool' }],
    });
    const diagnosis = async (): Promise<AnyJson> =>
      (await call('POST', '/api/agent-profiles/routed/materialize', {})).body;
    expect(await diagnosis()).toMatchObject({ valid: false, unusable_tools: [], dangling_meta_profile_ref: 'router' });

    const config = { classifier_model: 'main', classes: [{ description: 'All', model: 'gone' }] };
    await call('POST', '/api/meta-profiles/router', config);
    expect(await diagnosis()).toMatchObject({
      valid: false,
      dangling_meta_profile_ref: null,
      dangling_meta_profile_llm_refs: ['gone'],
    });

    await call('POST', '/api/profiles/gone', { llm: { model: 'openai/back' } });
    expect(await diagnosis()).toMatchObject({
      valid: true,
      dangling_meta_profile_llm_refs: [],
      resolved_settings: {
        enable_classify_and_switch_llm_tool: true,
        active_meta_profile: 'router',
        meta_profile: config,
      },
    });
  });

  it('tell what stands in the way', async () => {
    await open();
    await call('POST', '/api/agent-profiles/bad', {
      llm_profile_ref: 'gone',
      mcp_server_refs: ['gone'],
      tools: [{ name: 'browser' }],
    });
    expect((await call('POST', '/api/agent-profiles/bad/materialize', {})).body).toMatchObject({
      valid: false,
      errors: ["MCP server 'gone' not found", "LLM profile 'gone' not found"],
      unusable_tools: ['browser'],
      dangling_mcp_server_refs: ['gone'],
      resolved_settings: null,
    });
    const draft = { profile: { agent_kind: 'acp' } };
    expect((await call('POST', '/api/agent-profiles/bad/materialize', draft)).body).toMatchObject({
      agent_kind: 'acp',
      valid: true,
      acp_api_key_secret_name: 'ANTHROPIC_API_KEY',
      resolved_settings: { agent_kind: 'acp', acp_server: 'claude-code', acp_command: [] },
    });
    const custom = { agent_kind: 'acp', acp_server: 'custom', acp_command: `agent --name 'two words'` };
    expect((await call('POST', '/api/agent-profiles/bad/materialize', { profile: custom })).body).toMatchObject({
      valid: true,
      acp_api_key_secret_name: null,
      resolved_settings: { acp_command: ['agent', '--name', 'two words'] },
    });
    const empty = { profile: { ...custom, acp_command: null } };
    expect((await call('POST', '/api/agent-profiles/bad/materialize', empty)).body).toMatchObject({
      valid: false,
      errors: [expect.stringContaining('acp_command')],
    });
    expect((await call('POST', '/api/agent-profiles/nobody/materialize')).status).toBe(404);
  });
});
