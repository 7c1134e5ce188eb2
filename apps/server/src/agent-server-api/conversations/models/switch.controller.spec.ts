import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const KEY = 'sk-of-the-second-model';
const AGENT = { llm: { model: 'openai/first', usage_id: 'agent' }, tools: [] };

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), llm: ScriptedLlm.always(say('Hello.')) });
  await call('POST', '/api/conversations', {
    agent: AGENT,
    workspace: { working_dir: '/srv/work' },
    conversation_id: ID,
  });
});
afterEach(() => server.close());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(server.agentServerUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('switching the model of a conversation', () => {
  it('takes a described model, and shows it without its key', async () => {
    const llm = { model: 'openai/second', api_key: KEY, usage_id: 'fresh', temperature: 0.5 };

    const switched = await call('POST', `/api/conversations/${ID}/switch_llm`, { llm });
    const info = await call('GET', `/api/conversations/${ID}`);

    expect(switched).toEqual({ status: 200, body: { success: true } });
    expect(info.body.agent.llm).toMatchObject({
      model: 'openai/second',
      usage_id: 'fresh',
      temperature: 0.5,
      api_key: '**********',
    });
    expect(JSON.stringify([info, server.log])).not.toContain(KEY);
  });

  it('takes the model of a profile, under a usage id of its own', async () => {
    await call('POST', '/api/profiles/fast', { llm: { model: 'openai/fast', api_key: KEY } });

    expect((await call('POST', `/api/conversations/${ID}/switch_profile`, { profile_name: 'fast' })).status).toBe(200);

    const { body } = await call('GET', `/api/conversations/${ID}`);
    expect(body.agent.llm).toMatchObject({ model: 'openai/fast', usage_id: 'profile:fast' });
  });

  it.each([
    ['switch_llm', UNKNOWN, { llm: { model: 'openai/x' } }, 404],
    ['switch_llm', ID, { llm: {} }, 422],
    ['switch_llm', ID, { llm: { model: 'openai/x', provider_connection_id: 'gone' } }, 422],
    ['switch_profile', UNKNOWN, { profile_name: 'fast' }, 404],
    ['switch_profile', ID, { profile_name: 'nobody' }, 404],
    ['switch_profile', ID, {}, 422],
    ['switch_acp_model', UNKNOWN, { model: 'opus' }, 404],
    ['switch_acp_model', ID, { model: 'opus' }, 400],
    ['switch_acp_model', ID, {}, 422],
  ])('refuses %s of %s with %j', async (operation, id, body, status) => {
    expect((await call('POST', `/api/conversations/${id}/${operation}`, body)).status).toBe(status);
  });
});
