import { afterEach, describe, expect, it } from '@jest/globals';
import { parseConversationId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer, type TestServerOptions } from '../../__fixtures__/open-test-server.js';

const HEX_ID = /^[0-9a-f]{32}$/;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let server: TestServer;
afterEach(() => server.close());

async function open(options: Partial<TestServerOptions> = {}): Promise<void> {
  server = await openTestServer({
    storage: new InMemoryStorage(),
    llm: ScriptedLlm.replying(say('Hello.')),
    ...options,
  });
}

async function openWithoutModel(): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage() });
}

async function post(path: string, body: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function get(path: string): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(server.url + path);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const dashed = (id: string): string => parseConversationId(id) ?? '';

async function storedConversations(): Promise<number> {
  return (await server.engine.list({ limit: 100 })).items.length;
}

describe('settings', () => {
  async function specWith(settings: object): Promise<AnyJson> {
    expect((await post('/api/settings', settings)).status).toBe(200);
    const { body } = await post('/api/conversations', {});
    return (await server.engine.get(dashed(body.conversation_id as string))).record.spec;
  }

  it('decide how new conversations work', async () => {
    await open();
    expect(await specWith({})).toMatchObject({
      confirmation: { kind: 'NeverConfirm' },
      condenser: { maxSize: 120, keepFirst: 4 },
      maxIterations: 500,
    });
    const spec = await specWith({
      confirmation_mode: true,
      max_iterations: 7,
      max_budget_per_task: 0.5,
      condenser_max_size: 30,
    });
    expect(spec).toMatchObject({
      confirmation: { kind: 'AlwaysConfirm' },
      condenser: { maxSize: 30 },
      maxIterations: 7,
      maxBudget: 0.5,
    });
    const analysed = await specWith({
      confirmation_mode: true,
      security_analyzer: 'llm',
      enable_default_condenser: false,
    });
    expect(analysed.confirmation).toEqual({ kind: 'ConfirmRisky', threshold: 'MEDIUM', confirm_unknown: true });
    expect(analysed.securityAnalyzer).toEqual({ kind: 'LLMSecurityAnalyzer' });
    expect(analysed).not.toHaveProperty('condenser');
    expect(analysed).not.toHaveProperty('maxBudget');
  });

  it('are taken up by a conversation that is started again', async () => {
    await open();
    const { body } = await post('/api/conversations', {});
    const id = dashed(body.conversation_id as string);
    await post('/api/settings', { confirmation_mode: true });
    const policy = async (): Promise<unknown> => (await server.engine.get(id)).record;
    await post(`/api/conversations/${id}/start`, {});
    expect(JSON.stringify(await policy())).not.toContain('AlwaysConfirm');
    await post(`/api/conversations/${id}/stop`, {});
    await post(`/api/conversations/${id}/start`, {});
    expect(JSON.stringify(await policy())).toContain('AlwaysConfirm');
  });
});

describe('POST /api/conversations', () => {
  it('creates a conversation without a message when there is no model', async () => {
    await openWithoutModel();
    const { status, body } = await post('/api/conversations', {});
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ok',
      conversation_id: expect.stringMatching(HEX_ID),
      message: null,
      conversation_status: expect.stringMatching(/^(STARTING|RUNNING)$/),
    });
  });

  it('refuses a first message without a model, and stores nothing', async () => {
    await openWithoutModel();
    const { status, body } = await post('/api/conversations', { initial_user_msg: 'hi' });
    expect(status).toBe(400);
    expect(body).toEqual({
      status: 'error',
      message: expect.stringContaining('LLM_MODEL'),
      msg_id: 'CONFIGURATION$SETTINGS_NOT_FOUND',
    });
    expect(await storedConversations()).toBe(0);
  });

  it('stores the first message with its images', async () => {
    await open();
    const image = 'data:image/png;base64,AAAA';
    const { body } = await post('/api/conversations', { initial_user_msg: 'look', image_urls: [image] });
    const page = JSON.parse((await get(`/api/conversations/${body.conversation_id}/events/search?source=user`)).text);
    expect(page.items[0].llm_message.content).toEqual([
      expect.objectContaining({ type: 'text', text: 'look' }),
      expect.objectContaining({ type: 'image', image_urls: [image] }),
    ]);
  });

  it('takes a dashed or a hexadecimal id, and joins the conversation that has it', async () => {
    await openWithoutModel();
    const first = await post('/api/conversations', { conversation_id: UNKNOWN });
    const second = await post('/api/conversations', { conversation_id: UNKNOWN.replaceAll('-', '') });
    expect(first.body.conversation_id).toBe(UNKNOWN.replaceAll('-', ''));
    expect(second.body).toMatchObject({ status: 'ok', conversation_id: first.body.conversation_id });
    expect(await storedConversations()).toBe(1);
  });

  it('starts a suggested task with its own prompt', async () => {
    await open();
    const task = {
      git_provider: 'gitlab',
      task_type: 'OPEN_ISSUE',
      repo: 'group/shop',
      issue_number: 41,
      title: 'Sum is wrong',
    };
    const { status, body } = await post('/api/conversations', { suggested_task: task });
    expect(status).toBe(200);
    const info = JSON.parse((await get(`/api/conversations/${body.conversation_id}`)).text);
    expect(info).toMatchObject({ trigger: 'suggested_task', selected_repository: 'group/shop', pr_number: [] });
    const page = JSON.parse((await get(`/api/conversations/${body.conversation_id}/events/search?source=user`)).text);
    expect(page.items[0].llm_message.content[0].text).toMatch(/41[^]*group\/shop|group\/shop[^]*41/);
  });

  it('takes repository and provider from a request for a microagent', async () => {
    await open();
    const { body } = await post('/api/conversations', {
      create_microagent: { repo: 'o/r', git_provider: 'github' },
      initial_user_msg: 'about tests',
    });
    const info = JSON.parse((await get(`/api/conversations/${body.conversation_id}`)).text);
    expect(info).toMatchObject({
      trigger: 'microagent_management',
      selected_repository: 'o/r',
      git_provider: 'github',
    });
  });

  it('accepts MCP servers and shows nothing of their keys', async () => {
    await openWithoutModel();
    const empty = { sse_servers: [], stdio_servers: [], shttp_servers: [] };
    expect((await post('/api/conversations', { mcp_config: empty })).status).toBe(200);
    const named = { ...empty, shttp_servers: [{ url: 'https://mcp.example.com', api_key: 'key-12345678' }] };
    const { status, body } = await post('/api/conversations', { mcp_config: named });
    expect(status).toBe(200);
    const info = await get(`/api/conversations/${body.conversation_id}`);
    expect(info.text).not.toContain('key-12345678');
  });

  it('refuses a recording beside a message, and one that cannot be read', async () => {
    await open();
    const recording = JSON.stringify([{ id: 0, source: 'user', action: 'message', args: { content: 'hi' } }]);
    const both = await post('/api/conversations', { replay_json: recording, initial_user_msg: 'hi' });
    const broken = await post('/api/conversations', { replay_json: '{' });
    for (const { status, body } of [both, broken]) {
      expect(status).toBe(422);
      expect(body.detail[0].loc).toEqual(['body', 'replay_json']);
    }
    expect(await storedConversations()).toBe(0);
  });

  it('refuses repositories of its own disk in the form that clients translate', async () => {
    await openWithoutModel();
    for (const repository of ['/etc', 'file:///etc', '--upload-pack=x']) {
      const { status, body } = await post('/api/conversations', { repository });
      expect(status).toBe(400);
      expect(body).toMatchObject({ status: 'error', msg_id: 'STATUS$GIT_PROVIDER_AUTHENTICATION_ERROR' });
    }
    expect(await storedConversations()).toBe(0);
  });
});

describe('GET /api/conversations/{id}', () => {
  it('answers the four bytes of null for unknown and malformed ids', async () => {
    await openWithoutModel();
    for (const id of [UNKNOWN, 'no-id', 'x'.repeat(400)]) {
      const { status, type, text } = await get(`/api/conversations/${id}`);
      expect({ status, text }).toEqual({ status: 200, text: 'null' });
      expect(type).toMatch(/^application\/json/);
    }
  });

  it('shows every field of a conversation', async () => {
    await openWithoutModel();
    const { conversation_id: id } = (
      await post('/api/conversations', { repository: 'o/r', git_provider: 'github', selected_branch: 'main' })
    ).body;
    const info = JSON.parse((await get(`/api/conversations/${id}`)).text);
    expect(info).toMatchObject({
      conversation_id: id,
      title: `Conversation ${id.slice(0, 5)}`,
      selected_repository: 'o/r',
      selected_branch: 'main',
      git_provider: 'github',
      trigger: 'gui',
      num_connections: 0,
      url: `/api/conversations/${id}`,
      session_api_key: null,
      pr_number: [],
    });
    expect(info.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('gives an absolute address under a public URL', async () => {
    await open({ environment: { PUBLIC_URL: 'https://agents.example.com/' } });
    const { conversation_id: id } = (await post('/api/conversations', {})).body;
    const info = JSON.parse((await get(`/api/conversations/${id}`)).text);
    expect(info.url).toBe(`https://agents.example.com/api/conversations/${id}`);
  });
});

describe('POST /api/conversations/{id}/start', () => {
  it('makes a stopped conversation live again, and changes nothing of a live one', async () => {
    await openWithoutModel();
    const { conversation_id: id } = (await post('/api/conversations', { conversation_id: UNKNOWN })).body;
    await server.engine.stop(UNKNOWN);
    const stopped = JSON.parse((await get(`/api/conversations/${id}`)).text);
    expect(stopped).toMatchObject({ status: 'STOPPED', url: null, runtime_status: null });
    for (const body of [{}, { providers_set: ['github'] }, { providers_set: null }]) {
      const answer = await post(`/api/conversations/${id}/start`, body);
      expect(answer).toMatchObject({ status: 200, body: { status: 'ok', conversation_id: id, message: null } });
      expect(answer.body.conversation_status).not.toBe('STOPPED');
    }
  });

  it('tolerates an empty body that was announced as JSON', async () => {
    await openWithoutModel();
    const { conversation_id: id } = (await post('/api/conversations', {})).body;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/api/conversations/${id}/start`, { method: 'POST', headers });
    expect(response.status).toBe(200);
  });

  it('answers 404 for unknown and malformed ids', async () => {
    await openWithoutModel();
    for (const id of [UNKNOWN, 'no-id']) {
      const { status, body } = await post(`/api/conversations/${id}/start`, {});
      expect({ status, body }).toEqual({ status: 404, body: { status: 'error', conversation_id: id } });
    }
  });
});
