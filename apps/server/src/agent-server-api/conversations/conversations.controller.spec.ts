import { afterEach, describe, expect, it } from '@jest/globals';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const KEY = 'sk-of-a-test-123456';
const AGENT = { llm: { model: 'openai/gpt-test', api_key: KEY, usage_id: 'agent' }, tools: [{ name: 'terminal' }] };

let server: TestServer;
afterEach(() => server.close());

async function open(llm = ScriptedLlm.always(say('Hello.'))): Promise<void> {
  server = await openTestServer({ storage: new InMemoryStorage(), llm });
}

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(server.agentServerUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

function request(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { agent: AGENT, workspace: { working_dir: '/srv/work', type: 'local' }, conversation_id: ID, ...overrides };
}

function tool(name: string, parameters: object = { type: 'object' }): object {
  return { name, description: 'Does something.', parameters };
}

describe('starting a conversation', () => {
  it('answers 201 with the whole of it, and 200 when it exists', async () => {
    await open();
    const first = await call('POST', '/api/conversations', request({ tags: { team: 'a' }, max_iterations: 7 }));
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: ID,
      agent: { kind: 'Agent', llm: { model: 'openai/gpt-test', api_key: '**********' } },
      workspace: { kind: 'LocalWorkspace', working_dir: '/srv/work' },
      max_iterations: 7,
      execution_status: 'idle',
      confirmation_policy: { kind: 'NeverConfirm' },
      tags: { team: 'a' },
      title: null,
    });
    expect((await call('POST', '/api/conversations', request())).status).toBe(200);
  });

  it('shows the tools that the client carries out, also among those of the agent', async () => {
    await open();
    const spec = { ...tool('canvas_ui'), annotations: null };
    const { body } = await call('POST', '/api/conversations', request({ client_tools: [tool('canvas_ui')] }));
    expect(body.client_tools).toEqual([spec]);
    expect(body.agent.tools.at(-1)).toEqual({ name: 'canvas_ui', params: { spec } });
  });

  it('runs the initial message whatever it says of running', async () => {
    await open();
    const message = { role: 'user', content: [{ type: 'text', text: 'hi' }], run: false };
    await call('POST', '/api/conversations', request({ initial_message: message }));
    await untilFinished();
    expect((await call('GET', `/api/conversations/${ID}/agent_final_response`)).body).toEqual({ response: 'Hello.' });
  });

  it('gives up on an agent as soon as the client wants it', async () => {
    await open(ScriptedLlm.always(say('')));
    const message = { role: 'user', content: [{ type: 'text', text: 'hi' }] };
    const thresholds = { stuck_detection_thresholds: { monologue: 2 } };
    await call('POST', '/api/conversations', request({ initial_message: message, ...thresholds }));
    await untilStatus('stuck');
    expect((await call('POST', '/api/conversations/prepare-for-sandbox-pause')).status).toBe(204);
    const zero = { stuck_detection_thresholds: { monologue: 0 }, conversation_id: UNKNOWN };
    expect((await call('POST', '/api/conversations', request(zero))).status).toBe(422);
  });

  it('never shows or logs a key', async () => {
    await open();
    const created = await call(
      'POST',
      '/api/conversations',
      request({ secrets: { TOKEN: { kind: 'StaticSecret', value: KEY } } }),
    );
    const read = await call('GET', `/api/conversations/${ID}`);
    expect(JSON.stringify([created, read, server.log])).not.toContain(KEY);
  });
});

describe('finding conversations', () => {
  it('pages through them, counts them and gives them by id', async () => {
    await open();
    const ids = [ID, ID.replace('1', '2'), ID.replace('1', '3')];
    for (const conversation_id of ids) await call('POST', '/api/conversations', request({ conversation_id }));

    const first = (await call('GET', '/api/conversations/search?limit=2&sort_order=CREATED_AT')).body;
    const second = (
      await call('GET', `/api/conversations/search?limit=2&sort_order=CREATED_AT&page_id=${first.next_page_id}`)
    ).body;
    expect([...first.items, ...second.items].map(({ id }: AnyJson) => id)).toEqual(ids);
    expect(first.next_page_id).toBe(ids[2]?.replaceAll('-', ''));
    expect(second.next_page_id).toBeNull();
    expect((await call('GET', '/api/conversations/count?status=idle')).body).toBe(3);
    const batch = (await call('GET', `/api/conversations?ids=${ids[1]}&ids=${UNKNOWN}`)).body;
    expect(batch).toMatchObject([{ id: ids[1] }, null]);
  });

  it('answers 404 for one that does not exist, and 422 for what is no id', async () => {
    await open();
    expect((await call('GET', `/api/conversations/${UNKNOWN}`)).status).toBe(404);
    expect((await call('GET', '/api/conversations/nonsense')).status).toBe(422);
    expect((await call('GET', '/api/conversations/search?limit=101')).status).toBe(422);
  });
});

describe('changing a conversation', () => {
  it('renames, tags and removes it', async () => {
    await open();
    await call('POST', '/api/conversations', request());
    expect(await call('PATCH', `/api/conversations/${ID}`, { title: 'New', tags: { a: 'b' } })).toEqual({
      status: 200,
      body: { success: true },
    });
    expect((await call('GET', `/api/conversations/${ID}`)).body).toMatchObject({ title: 'New', tags: { a: 'b' } });
    expect((await call('DELETE', `/api/conversations/${ID}`)).body).toEqual({ success: true });
    expect((await call('DELETE', `/api/conversations/${ID}`)).status).toBe(404);
    expect((await call('PATCH', `/api/conversations/${UNKNOWN}`, { title: 'x' })).status).toBe(404);
  });

  it('holds actions back until they are accepted or rejected', async () => {
    await open(ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.')));
    await call('POST', '/api/conversations', request());
    await call('POST', `/api/conversations/${ID}/confirmation_policy`, { policy: { kind: 'AlwaysConfirm' } });
    const info = (await call('GET', `/api/conversations/${ID}`)).body;
    expect(info.confirmation_policy).toEqual({ kind: 'AlwaysConfirm' });
    expect(await call('POST', `/api/conversations/${ID}/events/respond_to_confirmation`, { accept: false })).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(
      (await call('POST', `/api/conversations/${ID}/events/respond_to_confirmation`, { accept: false, reason: null }))
        .status,
    ).toBe(422);
  });

  it('says who judges calls, and lets that be changed', async () => {
    await open();
    const security_analyzer = {
      kind: 'EnsembleSecurityAnalyzer',
      analyzers: [{ kind: 'LLMSecurityAnalyzer' }, { kind: 'PatternSecurityAnalyzer', medium_patterns: [] }],
    };
    const { body } = await call('POST', '/api/conversations', request({ security_analyzer }));
    expect(body.security_analyzer).toMatchObject({
      kind: 'EnsembleSecurityAnalyzer',
      propagate_unknown: false,
      analyzers: [{ kind: 'LLMSecurityAnalyzer' }, { kind: 'PatternSecurityAnalyzer', medium_patterns: [] }],
    });
    const change = (to: unknown) =>
      call('POST', `/api/conversations/${ID}/security_analyzer`, { security_analyzer: to });
    expect((await change({ kind: 'PolicyRailSecurityAnalyzer' })).body).toEqual({ success: true });
    expect((await call('GET', `/api/conversations/${ID}`)).body.security_analyzer).toEqual({
      kind: 'PolicyRailSecurityAnalyzer',
    });
    expect((await change(null)).status).toBe(200);
    expect((await call('GET', `/api/conversations/${ID}`)).body.security_analyzer).toBeNull();
    expect((await change({ kind: 'Nope' })).status).toBe(422);
    expect((await call('POST', `/api/conversations/${ID}/security_analyzer`, {})).status).toBe(422);
    const elsewhere = { security_analyzer: null };
    expect((await call('POST', `/api/conversations/${UNKNOWN}/security_analyzer`, elsewhere)).status).toBe(404);
  });

  it('starts others that it lists', async () => {
    await open();
    await call('POST', '/api/conversations', request());
    const child = await call('POST', `/api/conversations/${ID}/children`, { task: 'A part.', isolation: 'shared' });
    expect(child).toMatchObject({
      status: 201,
      body: { parent_conversation_id: ID, title: 'A part.', url: null, workspace: '/srv/work', isolation: 'shared' },
    });
    const { conversation_id: childId } = child.body;
    expect((await call('GET', `/api/conversations/${ID}`)).body.sub_conversation_ids).toEqual([childId]);
    expect((await call('GET', `/api/conversations?ids=${childId}`)).body).toMatchObject([
      { parent_conversation_id: ID, sub_conversation_ids: [] },
    ]);
    expect((await call('POST', `/api/conversations/${UNKNOWN}/children`, { task: 'x' })).status).toBe(404);
    expect((await call('POST', `/api/conversations/${ID}/children`, { task: '' })).status).toBe(422);
    expect((await call('POST', `/api/conversations/${ID}/children`, { task: 'x', isolation: 'no' })).status).toBe(422);
  });

  it('takes secrets in each of their forms', async () => {
    await open();
    await call('POST', '/api/conversations', request());
    const secrets = { A: 'one', B: { value: 'two' }, C: { kind: 'StaticSecret', value: 'three' } };
    expect((await call('POST', `/api/conversations/${ID}/secrets`, { secrets })).body).toEqual({ success: true });
    expect((await call('POST', `/api/conversations/${UNKNOWN}/secrets`, { secrets })).status).toBe(404);
  });
});

async function untilFinished(): Promise<void> {
  await untilStatus('finished');
}

async function untilStatus(status: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if ((await call('GET', `/api/conversations/${ID}`)).body.execution_status === status) return;
  }
  throw new Error(`The conversation is not ${status}.`);
}
