import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const CONNECTIONS = '/api/llm/provider-connections';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());
const call = callerOf(() => server);

describe('provider connections', () => {
  it('are made, changed and listed without their keys', async () => {
    const created = await call('POST', CONNECTIONS, { display_name: 'Shared', api_key: 'sk-geheim' });
    expect(created).toMatchObject({
      status: 201,
      body: { id: expect.stringMatching(/^[0-9a-f]{32}$/), provider: 'custom', base_url: null, api_key_set: true },
    });
    const path = `${CONNECTIONS}/${created.body.id}`;
    expect((await call('PATCH', path, { base_url: 'https://models.example' })).body.base_url).toBe(
      'https://models.example',
    );
    expect((await call('PATCH', path, { base_url: null })).body.base_url).toBeNull();
    const all = await call('GET', CONNECTIONS);
    expect(all.body).toHaveLength(1);
    expect(JSON.stringify(all.body)).not.toContain('sk-geheim');
  });

  it('lend their key and address to profiles, and stay while they are used', async () => {
    const shared = { display_name: 'Shared', api_key: 'sk-1', base_url: 'https://models.example' };
    const { id } = (await call('POST', CONNECTIONS, shared)).body;
    const llm = { model: 'openai/m', provider_connection_id: id, api_key: 'own' };
    await call('POST', '/api/profiles/p', { llm });
    await call('PATCH', `${CONNECTIONS}/${id}`, { api_key: 'sk-2' });
    expect((await call('GET', '/api/profiles/p', undefined, 'plaintext')).body.config).toMatchObject({
      api_key: 'sk-2',
      base_url: 'https://models.example',
    });
    await call('POST', '/api/profiles/p/activate');
    const refusal = await call('DELETE', `${CONNECTIONS}/${id}`);
    expect(refusal).toMatchObject({ status: 409, body: { detail: expect.stringContaining("'p', the settings") } });
    await call('DELETE', '/api/profiles/p');
    await call('PATCH', '/api/settings', { agent_settings_diff: { llm: { provider_connection_id: null } } });
    expect((await call('DELETE', `${CONNECTIONS}/${id}`)).body).toMatchObject({ id });
    expect((await call('DELETE', `${CONNECTIONS}/${id}`)).status).toBe(404);
  });

  it('that are gone leave a profile that says so', async () => {
    await call('POST', '/api/profiles/p', { llm: { model: 'openai/m', provider_connection_id: 'gone' } });
    expect((await call('GET', '/api/profiles')).body.profiles[0]).toMatchObject({ provider_connection_broken: true });
    expect((await call('POST', '/api/profiles/p/activate')).status).toBe(422);
  });

  it.each([
    { display_name: 'P' },
    { display_name: '', api_key: 'k' },
    { display_name: 'P', api_key: '' },
    { display_name: 'P', api_key: '**********' },
    { display_name: 'P', api_key: 'k', extra: 1 },
  ])('are refused when they cannot be: %j', async (body) => {
    expect((await call('POST', CONNECTIONS, body)).status).toBe(422);
  });

  it('refuse changes of nothing, to nothing, and of nobody', async () => {
    const { id } = (await call('POST', CONNECTIONS, { display_name: 'P', api_key: 'k' })).body;
    expect((await call('PATCH', `${CONNECTIONS}/${id}`, {})).status).toBe(422);
    expect((await call('PATCH', `${CONNECTIONS}/${id}`, { display_name: null })).status).toBe(422);
    expect((await call('PATCH', `${CONNECTIONS}/gone`, { base_url: null })).status).toBe(404);
  });
});

describe('the lists of models', () => {
  it('name providers, models and those that are known to work', async () => {
    const { providers } = (await call('GET', '/api/llm/providers')).body;
    expect(providers).toEqual([...providers].sort());
    expect(providers).toContain('anthropic');
    const { models } = (await call('GET', '/api/llm/models')).body;
    expect(new Set(models).size).toBe(models.length);
    expect(models).toContain('anthropic/claude-sonnet-5');
    expect((await call('GET', '/api/llm/models?provider=anthropic')).body.models).toContain('claude-sonnet-5');
    expect((await call('GET', '/api/llm/models?provider=nobody')).body).toEqual({ models: [] });
    expect((await call('GET', '/api/llm/models/verified')).body.models.openai).toContain('gpt-5.6');
  });
});

describe('saved workspaces', () => {
  const A = { id: 'a', name: 'A', path: '/a' };

  it('are remembered once for each path, and forgotten', async () => {
    expect((await call('GET', '/api/workspaces')).body).toEqual({ workspaces: [], workspaceParents: [] });
    await call('POST', '/api/workspaces', { workspaces: [A] });
    const more = [
      { ...A, name: 'again' },
      { id: 'c', name: 'C', path: '/c', parentPath: null },
    ];
    const added = await call('POST', '/api/workspaces', { workspaces: more });
    expect(added).toEqual({
      status: 200,
      body: { workspaces: [A, { id: 'c', name: 'C', path: '/c' }], workspaceParents: [] },
    });
    await call('POST', '/api/workspaces/parents', { parents: [A] });
    expect((await call('DELETE', '/api/workspaces?path=/a')).body).toEqual({ deleted: true });
    expect((await call('DELETE', '/api/workspaces?path=/a')).status).toBe(404);
    expect((await call('DELETE', '/api/workspaces')).status).toBe(422);
    expect((await call('GET', '/api/workspaces')).body.workspaceParents).toEqual([A]);
    expect((await call('DELETE', '/api/workspaces/parents?path=/a')).body).toEqual({ deleted: true });
  });
});

describe('the tools', () => {
  it.each(['/api/tools', '/api/tools/'])('are listed under %s', async (path) => {
    const usual = ['terminal', 'file_editor', 'task_tracker', 'glob', 'grep', 'apply_patch', 'task_tool_set'];
    expect((await call('GET', path)).body).toEqual(expect.arrayContaining(usual));
  });

  it('can be chosen from a catalogue', async () => {
    expect((await call('GET', '/api/tools/catalog')).body.tools[0]).toMatchObject({ name: 'terminal', usable: true });
  });
});
