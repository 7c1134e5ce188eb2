import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../__fixtures__/settings-caller.js';

const MASK = '**********';

let storage: InMemoryStorage;
let server: TestServer;
beforeEach(async () => {
  storage = new InMemoryStorage();
  server = await openTestServer({ storage });
});
afterEach(() => server.close());

const call = callerOf(() => server);

const settings = (expose?: string): Promise<Answer> => call('GET', '/api/settings', undefined, expose);
const patch = (diff: object): Promise<Answer> => call('PATCH', '/api/settings', { agent_settings_diff: diff });
const modelOf = async (expose?: string): Promise<AnyJson> => (await settings(expose)).body.agent_settings.llm;

describe('settings', () => {
  it('begin with defaults', async () => {
    const { status, body } = await settings();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agent_settings: {
        agent_kind: 'openhands',
        llm: { api_key: null, num_retries: 5 },
        mcp_config: {},
        condenser: { condenser_kind: 'llm_summarizing', max_size: 240 },
        agent_context: { current_datetime: expect.stringMatching(/^\d{4}-/) },
      },
      conversation_settings: { max_iterations: 500, confirmation_mode: false },
      llm_api_key_is_set: false,
      active_profile: null,
      misc_settings: {},
    });
  });

  it('show a secret masked, in plain text or as a token, as the header says', async () => {
    await patch({ llm: { model: 'openai/m', api_key: 'sk-geheim', extra_headers: { Authorization: 'sk-geheim' } } });
    expect(JSON.stringify((await settings()).body)).not.toContain('sk-geheim');
    expect((await settings()).body).toMatchObject({
      llm_api_key_is_set: true,
      agent_settings: { llm: { api_key: MASK, extra_headers: { Authorization: MASK } } },
    });
    expect(await modelOf('plaintext')).toMatchObject({ api_key: 'sk-geheim' });
    expect((await modelOf('encrypted')).api_key).toMatch(/^gAAAA/);
    expect((await modelOf('true')).api_key).toMatch(/^gAAAA/);
    expect(await settings('loud')).toMatchObject({ status: 400, body: { detail: expect.stringContaining("'loud'") } });
    expect(server.log.join()).not.toContain('sk-geheim');
  });

  it('take a token back', async () => {
    await patch({ llm: { model: 'openai/m', api_key: 'sk-geheim' } });
    const token = (await modelOf('encrypted')).api_key;
    await patch({ llm: { api_key: null } });
    expect((await settings()).body.llm_api_key_is_set).toBe(false);
    await patch({ llm: { api_key: token } });
    expect((await modelOf('plaintext')).api_key).toBe('sk-geheim');
    expect(await patch({ llm: { api_key: 'gAAAAABforeign' } })).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ['body', 'agent_settings_diff'], msg: expect.stringContaining('Enter it again') }] },
    });
  });

  it.each([MASK, '', '  ', null])('count %j as no key', async (key) => {
    await patch({ llm: { model: 'openai/m', api_key: 'sk-geheim' } });
    await patch({ llm: { api_key: key } });
    expect((await settings()).body.llm_api_key_is_set).toBe(false);
  });

  it('merge: null brings a default back, and another kind of agent begins anew', async () => {
    await patch({ llm: { temperature: 0.5, num_retries: 2 }, tool_concurrency_limit: 4 });
    await patch({ llm: { num_retries: null } });
    expect((await settings()).body.agent_settings).toMatchObject({
      llm: { temperature: 0.5, num_retries: 5 },
      tool_concurrency_limit: 4,
    });
    await patch({ agent_kind: 'acp', acp_model: 'x' });
    expect((await settings()).body.agent_settings).toMatchObject({ agent_kind: 'acp', acp_model: 'x' });
    await patch({ agent_kind: 'openhands' });
    expect((await settings()).body.agent_settings).toMatchObject({ tool_concurrency_limit: 1 });
  });

  it('keep what clients put beside them', async () => {
    await call('PATCH', '/api/settings', { misc_settings_diff: { app: { consent: true, theme: 'dark' }, list: [1] } });
    await call('PATCH', '/api/settings', { misc_settings_diff: { app: { theme: null } } });
    await call('PATCH', '/api/settings', { conversation_settings_diff: { max_iterations: 20 } });
    expect((await settings()).body).toMatchObject({
      misc_settings: { app: { consent: true }, list: [1] },
      conversation_settings: { max_iterations: 20, security_analyzer: 'llm' },
    });
  });

  it.each<[object, number]>([
    [{}, 400],
    [{ unknown: 1 }, 400],
    [{ agent_settings_diff: null }, 400],
    [{ agent_settings_diff: 'x' }, 422],
    [{ agent_settings_diff: { llm: 'x' } }, 422],
    [{ agent_settings_diff: { llm: { num_retries: -1 } } }, 422],
    [{ agent_settings_diff: { agent_kind: 'other' } }, 422],
    [{ agent_settings_diff: { mcp_config: { a: {} } } }, 422],
    [{ conversation_settings_diff: { max_iterations: null } }, 422],
    [{ conversation_settings_diff: { security_analyzer: 'invariant' } }, 422],
    [{ active_profile: '../x' }, 422],
    [{ active_profile: 'unknown' }, 404],
    [{ active_agent_profile_id: '00000000-0000-4000-8000-000000000000' }, 404],
    [{ misc_settings_diff: { large: 'x'.repeat(5_000_000) } }, 413],
  ])('refuse %#', async (body, status) => {
    const before = (await settings()).body.conversation_settings;
    expect((await call('PATCH', '/api/settings', body)).status).toBe(status);
    expect((await settings()).body.conversation_settings).toEqual(before);
  });

  it('say nothing of a refused value: it may be a secret', async () => {
    const { body } = await patch({ llm: { api_key: ['sk-geheim'], base_url: 7, model: { a: 'sk-geheim' } } });
    expect(body.detail).toHaveLength(3);
    expect(JSON.stringify(body)).not.toContain('sk-geheim');
  });

  it('are not lost when many change them at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call('PATCH', '/api/settings', { misc_settings_diff: { [`k${index}`]: index } }),
      ),
    );
    expect(Object.keys((await settings()).body.misc_settings)).toHaveLength(20);
  });

  it('describe themselves', async () => {
    expect((await call('GET', '/api/settings/agent-schema')).body.model_name).toBe('AgentSettings');
    expect((await call('GET', '/api/settings/conversation-schema')).body.sections).toHaveLength(3);
  });
});

describe('MCP servers of the settings', () => {
  const servers = async (expose?: string): Promise<AnyJson> => (await settings(expose)).body.agent_settings.mcp_config;

  it('are added, changed and deleted one by one', async () => {
    expect(
      await call('POST', '/api/settings/mcp/fetch', { command: 'uvx', args: ['x'], env: { K: 'sk-geheim' } }),
    ).toMatchObject({ status: 201, body: { agent_settings: { mcp_config: { fetch: { env: { K: MASK } } } } } });
    expect((await call('POST', '/api/settings/mcp/fetch', { command: 'uvx' })).status).toBe(409);
    await call('PATCH', '/api/settings/mcp/fetch', { args: null, env: { K: MASK, L: 'l' }, description: 'd' });
    expect(await servers('plaintext')).toEqual({
      fetch: { command: 'uvx', env: { K: 'sk-geheim', L: 'l' }, description: 'd', enabled: true },
    });
    await call('PATCH', '/api/settings/mcp/fetch', { env: { K: null } });
    expect((await servers('plaintext')).fetch.env).toEqual({ L: 'l' });
    expect((await call('DELETE', '/api/settings/mcp/fetch')).body.agent_settings.mcp_config).toEqual({});
    expect((await call('DELETE', '/api/settings/mcp/fetch')).status).toBe(404);
    expect((await call('PATCH', '/api/settings/mcp/fetch', { enabled: false })).status).toBe(404);
  });

  it('keep their credentials when a client echoes the mask', async () => {
    await call('POST', '/api/settings/mcp/remote', {
      url: 'https://mcp.example',
      auth: { strategy: 'bearer', value: 'tok' },
    });
    await call('PATCH', '/api/settings/mcp/remote', { auth: { strategy: 'bearer', value: MASK } });
    expect((await servers('plaintext')).remote.auth).toEqual({ strategy: 'bearer', value: 'tok' });
    await call('PATCH', '/api/settings/mcp/remote', { auth: { strategy: 'basic', username: 'u', password: 'p' } });
    expect((await servers('plaintext')).remote.auth).toEqual({ strategy: 'basic', username: 'u', password: 'p' });
    await call('PATCH', '/api/settings/mcp/remote', { auth: null });
    expect((await servers()).remote).toEqual({ url: 'https://mcp.example', enabled: true });
  });

  it.each([
    {},
    { command: 'x', foo: 1 },
    { url: 'https://mcp.example', transport: 'stdio' },
    { command: 'x', transport: 'sse' },
    { url: 'https://mcp.example', headers: { Authorization: 'a' }, auth: { strategy: 'bearer', value: 'b' } },
    { url: 'https://mcp.example', auth: { strategy: 'magic' } },
  ])('are refused when they cannot work: %j', async (body) => {
    expect((await call('POST', '/api/settings/mcp/bad', body)).status).toBe(422);
    expect(await servers()).toEqual({});
  });
});

describe('secrets', () => {
  const SECRETS = '/api/settings/secrets';

  it('are kept, listed without their values, read one by one and deleted', async () => {
    expect((await call('PUT', SECRETS, { name: 'TOKEN', value: 'geheim 🔑', description: 'd' })).body).toEqual({
      name: 'TOKEN',
      description: 'd',
    });
    expect((await call('GET', SECRETS)).body).toEqual({ secrets: [{ name: 'TOKEN', description: 'd' }] });
    const response = await fetch(`${server.agentServerUrl}${SECRETS}/TOKEN`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('geheim 🔑');
    expect((await call('DELETE', `${SECRETS}/TOKEN`)).body).toEqual({ deleted: true });
    expect((await call('DELETE', `${SECRETS}/TOKEN`)).status).toBe(404);
    expect((await call('GET', `${SECRETS}/TOKEN`)).status).toBe(404);
  });

  it.each([
    { name: '1A', value: 'v' },
    { name: 'A-B', value: 'v' },
    { name: 'A', value: '' },
    { name: 'A', value: MASK },
    { name: 'A', value: 'x'.repeat(200_000) },
    { name: 'A' },
  ])('are refused when they are none: %#', async (body) => {
    expect((await call('PUT', SECRETS, body)).status).toBe(422);
    expect((await call('GET', SECRETS)).body).toEqual({ secrets: [] });
  });

  it('of the server itself are out of reach', async () => {
    await storage.settings.writeSecret('git_token_github', 'geheim');
    expect((await call('GET', SECRETS)).body).toEqual({ secrets: [] });
    expect((await call('GET', `${SECRETS}/git_token_github`)).status).toBe(404);
    expect((await call('DELETE', `${SECRETS}/git_token_github`)).status).toBe(404);
  });
});
