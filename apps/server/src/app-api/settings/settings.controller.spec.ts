import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf, callerOf, type Answer } from '../../__fixtures__/settings-caller.js';

const MASK = '**********';

let storage: InMemoryStorage;
let server: TestServer;
beforeEach(async () => {
  storage = new InMemoryStorage();
  server = await openTestServer({ storage });
});
afterEach(() => server.close());

const call = appCallerOf(() => server);
const callAgentServer = callerOf(() => server);
const load = (): Promise<Answer> => call('GET', '/api/settings');
const store = (settings: object): Promise<Answer> => call('POST', '/api/settings', settings);
const shared = async (): Promise<AnyJson> =>
  (await callAgentServer('GET', '/api/settings', undefined, 'plaintext')).body.agent_settings;

describe('settings of the OpenHands API', () => {
  it('are not there until somebody saved some, so that the frontend asks for a model', async () => {
    expect(await load()).toEqual({ status: 404, body: { error: 'Settings not found' } });
    expect(await store({})).toEqual({ status: 200, body: { message: 'Settings stored' } });
    expect((await load()).status).toBe(200);
  });

  it('are those of the environment when it names a model', async () => {
    await server.close();
    server = await openTestServer({
      storage,
      environment: { LLM_MODEL: 'openai/env', LLM_API_KEY: 'sk-geheim', LLM_BASE_URL: 'http://127.0.0.1:1/v1' },
    });
    const { status, body } = await load();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      llm_model: 'openai/env',
      llm_api_key_set: true,
      llm_base_url: 'http://127.0.0.1:1/v1',
    });
    await store({ llm_model: 'openai/env', language: 'de' });
    expect((await callAgentServer('GET', '/api/settings')).body.agent_settings.llm.model).toBe('openai/env');
    await store({ llm_model: 'openai/other' });
    expect((await shared()).llm).toMatchObject({ model: 'openai/other', api_key: 'sk-geheim' });
  });

  it('show all keys, and no secret', async () => {
    await store({
      llm_model: 'openai/m',
      llm_api_key: 'sk-geheim',
      search_api_key: 'tvly-geheim',
      sandbox_api_key: 'geheim-too',
      email: 'a@b.c',
    });
    const { body } = await load();
    expect(JSON.stringify(body)).not.toContain('geheim');
    expect(body).toEqual({
      language: null,
      enable_sound_notifications: false,
      enable_proactive_conversation_starters: true,
      enable_solvability_analysis: true,
      user_consents_to_analytics: null,
      max_budget_per_task: null,
      email: 'a@b.c',
      email_verified: null,
      git_user_name: null,
      git_user_email: null,
      remote_runtime_resource_factor: null,
      sandbox_base_container_image: null,
      sandbox_runtime_container_image: null,
      agent: 'CodeActAgent',
      max_iterations: null,
      security_analyzer: null,
      confirmation_mode: false,
      llm_model: 'openai/m',
      llm_api_key: null,
      llm_base_url: null,
      search_api_key: null,
      sandbox_api_key: null,
      enable_default_condenser: true,
      condenser_max_size: null,
      mcp_config: null,
      secrets_store: { provider_tokens: {} },
      provider_tokens_set: {},
      llm_api_key_set: true,
      search_api_key_set: true,
    });
    expect(server.log.join()).not.toContain('geheim');
  });

  it('keep a model, its key and address, a search key and a consent that are left out or null', async () => {
    await store({
      llm_model: 'openai/m',
      llm_api_key: 'sk-1',
      llm_base_url: 'http://127.0.0.1:1/v1',
      search_api_key: 'tvly-1',
      user_consents_to_analytics: true,
      language: 'de',
    });
    await store({ llm_model: null, llm_api_key: null, search_api_key: null, user_consents_to_analytics: null });
    expect((await load()).body).toMatchObject({
      llm_model: 'openai/m',
      llm_api_key_set: true,
      llm_base_url: 'http://127.0.0.1:1/v1',
      search_api_key_set: true,
      user_consents_to_analytics: true,
      // All else is replaced.
      language: null,
    });
    await store({ llm_api_key: '', llm_base_url: '', search_api_key: '' });
    expect((await load()).body).toMatchObject({
      llm_model: 'openai/m',
      llm_api_key_set: false,
      llm_base_url: null,
      search_api_key_set: false,
    });
  });

  it('are the same ones as those of the Agent Server, where they mean the same', async () => {
    await store({
      llm_model: 'openai/m',
      llm_api_key: 'sk-1',
      confirmation_mode: true,
      max_iterations: 7,
      enable_default_condenser: false,
      condenser_max_size: 40,
    });
    const { body } = await callAgentServer('GET', '/api/settings');
    expect(body).toMatchObject({
      llm_api_key_is_set: true,
      agent_settings: { llm: { model: 'openai/m', api_key: MASK }, condenser: { enabled: false, max_size: 40 } },
      conversation_settings: { confirmation_mode: true, max_iterations: 7, security_analyzer: null },
    });
    await callAgentServer('PATCH', '/api/settings', {
      agent_settings_diff: { llm: { model: 'anthropic/x' } },
      conversation_settings_diff: { max_iterations: 9, confirmation_mode: false },
    });
    expect((await load()).body).toMatchObject({
      llm_model: 'anthropic/x',
      max_iterations: 9,
      confirmation_mode: false,
    });
  });

  it('let go of a provider connection when another key is entered, and only then', async () => {
    const made = await callAgentServer('POST', '/api/llm/provider-connections', {
      display_name: 'C',
      provider: 'openai',
      api_key: 'sk-connection',
    });
    const id: string = made.body.id;
    await callAgentServer('PATCH', '/api/settings', {
      agent_settings_diff: { llm: { model: 'openai/m', provider_connection_id: id } },
    });
    await store({ llm_model: 'openai/n' });
    expect((await shared()).llm).toMatchObject({ model: 'openai/n', provider_connection_id: id });
    await store({ llm_api_key: 'sk-own' });
    expect((await shared()).llm).toMatchObject({ provider_connection_id: null, api_key: 'sk-own' });
  });

  it('take MCP servers as lists, mask their secrets, and know the masks again', async () => {
    const lists = {
      sse_servers: [{ url: 'http://127.0.0.1:1/sse', api_key: 'key-1' }],
      stdio_servers: [{ name: 'files', command: 'npx', args: ['-y', 'x'], env: { TOKEN: 'key-2' } }],
      shttp_servers: [{ url: 'http://127.0.0.1:2/mcp', api_key: null }, 'http://127.0.0.1:2/other'],
    };
    expect((await store({ mcp_config: lists })).status).toBe(200);
    const stored = {
      files: { command: 'npx', args: ['-y', 'x'], env: { TOKEN: 'key-2' } },
      '127_0_0_1_1': { transport: 'sse', auth: { strategy: 'bearer', value: 'key-1' } },
      '127_0_0_1_2': { url: 'http://127.0.0.1:2/mcp', transport: 'streamable-http' },
      '127_0_0_1_2_2': { url: 'http://127.0.0.1:2/other' },
    };
    expect((await shared()).mcp_config).toMatchObject(stored);
    const shown = (await load()).body.mcp_config;
    expect(shown).toEqual({
      sse_servers: [{ url: 'http://127.0.0.1:1/sse', api_key: MASK }],
      stdio_servers: [{ name: 'files', command: 'npx', args: ['-y', 'x'], env: { TOKEN: MASK } }],
      shttp_servers: [
        { url: 'http://127.0.0.1:2/mcp', api_key: null },
        { url: 'http://127.0.0.1:2/other', api_key: null },
      ],
    });
    await store({ mcp_config: shown });
    expect((await shared()).mcp_config).toMatchObject(stored);
    await store({});
    expect((await shared()).mcp_config).toEqual({});
  });

  it('leave alone what lists of MCP servers cannot say', async () => {
    const headers = { 'X-Tenant': 'acme' };
    await callAgentServer('POST', '/api/settings/mcp/full', { url: 'http://127.0.0.1:1/mcp', headers, timeout: 5 });
    await callAgentServer('POST', '/api/settings/mcp/off', { url: 'http://127.0.0.1:1/off', enabled: false });
    const shown = (await load()).body?.mcp_config ?? { shttp_servers: [{ url: 'http://127.0.0.1:1/mcp' }] };
    await store({ mcp_config: shown });
    expect((await shared()).mcp_config).toMatchObject({
      full: { url: 'http://127.0.0.1:1/mcp', headers, timeout: 5, enabled: true },
      off: { enabled: false },
    });
  });

  it('refuse what they cannot mean, without repeating secrets', async () => {
    const refused: [object, string][] = [
      [{ agent: 'LocAgent' }, 'agent'],
      [{ security_analyzer: 'invariant' }, 'security_analyzer'],
      [{ llm_base_url: 'localhost' }, 'llm_base_url'],
      [{ max_iterations: -1 }, 'max_iterations'],
      [{ llm_api_key: { geheim: 'geheim' } }, 'llm_api_key'],
      [{ mcp_config: { stdio_servers: [{ name: 'a b', command: 'geheim' }] } }, 'mcp_config'],
    ];
    for (const [settings, key] of refused) {
      const { status, body } = await store(settings);
      expect([status, body.detail[0].loc.slice(0, 2)]).toEqual([422, ['body', key]]);
      expect(body.message).toMatch(new RegExp(`^${key}[.:]`));
      expect(JSON.stringify(body)).not.toContain('geheim');
    }
    expect((await load()).status).toBe(404);
  });

  it('say which of them have no effect here', async () => {
    const { body } = await store({ sandbox_base_container_image: 'debian' });
    expect(body.message).toContain('sandbox_base_container_image');
    expect((await load()).body.sandbox_base_container_image).toBe('debian');
  });

  it('cannot be reset, as in 0.53', async () => {
    expect(await call('POST', '/api/reset-settings')).toEqual({ status: 410, body: { error: expect.any(String) } });
  });

  it('answer 401 when they were encrypted with another key', async () => {
    await store({});
    breakReading(storage);
    expect(await load()).toEqual({ status: 401, body: { error: 'Another key.' } });
  });
});

function breakReading(of: InMemoryStorage): void {
  of.settings.readSecret = () => Promise.reject(new Error('Another key.'));
}

describe('what settings can be chosen from', () => {
  it('lists models by name, each once', async () => {
    const { body } = await call('GET', '/api/options/models');
    expect(body.length).toBeGreaterThan(10);
    expect(body).toEqual([...new Set(body as string[])].sort());
  });

  it('lists them with their providers, of which the frontend lets people choose one first, and the one that it begins with', async () => {
    const { body } = await call('GET', '/api/options/models');
    expect((body as string[]).filter((name) => !name.includes('/'))).toEqual([]);
    expect(body).toContain('openhands/claude-sonnet-4-20250514');
  });
});
