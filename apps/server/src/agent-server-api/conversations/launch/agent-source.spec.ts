import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CreateConversation, Engine } from '@openhands-nest/agent-core';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { callerOf } from '../../../__fixtures__/settings-caller.js';

const KEY = 'sk-of-the-settings-123';
const WORKSPACE = { working_dir: '/srv/work' };

let server: TestServer;
let created: CreateConversation[];
const call = callerOf(() => server);

beforeEach(async () => {
  created = [];
  server = await openTestServer({
    storage: new InMemoryStorage(),
    llm: ScriptedLlm.always(say('Hello.')),
    wrap: watched,
  });
  await call('PATCH', '/api/settings', {
    agent_settings_diff: { llm: { model: 'openai/gpt-test', api_key: KEY, num_retries: 0 } },
  });
});
afterEach(() => server.close());

describe('stored settings that come back as agent_settings', () => {
  it('make an agent whose key nobody sees, whichever way the settings were shown', async () => {
    const { agent_settings } = (await call('GET', '/api/settings', undefined, 'encrypted')).body;
    expect(JSON.stringify(agent_settings)).not.toContain(KEY);
    const secret = (await call('GET', '/api/settings', undefined, 'encrypted')).body.agent_settings.llm
      .api_key as string;

    const answer = await start({
      agent_settings: { ...agent_settings, llm: { ...agent_settings.llm, stream: true } },
      secrets: { TOKEN: { kind: 'StaticSecret', value: secret }, PLAIN: { kind: 'StaticSecret', value: 'plain' } },
      secrets_encrypted: true,
    });

    expect(answer.status).toBe(201);
    expect(created[0]).toMatchObject({
      llm: { model: 'openai/gpt-test', apiKey: KEY, attempts: 1 },
      // A browser is among them where one is installed.
      tools: expect.arrayContaining(['terminal', 'file_editor', 'task_tracker', 'finish', 'think']),
      condenser: { maxSize: 240, keepFirst: 2 },
      secrets: { TOKEN: KEY, PLAIN: 'plain' },
    });
    expect(answer.body.agent).toMatchObject({
      kind: 'Agent',
      llm: { model: 'openai/gpt-test', api_key: '**********', stream: true },
      tools: expect.arrayContaining(
        ['terminal', 'file_editor', 'task_tracker'].map((name) => expect.objectContaining({ name })),
      ),
      condenser: { kind: 'LLMSummarizingCondenser', llm: { usage_id: 'condenser', api_key: '**********' } },
    });
    expect(JSON.stringify([answer, server.log])).not.toContain(KEY);
  });

  it('are refused with a token that this server did not make', async () => {
    const { agent_settings } = (await call('GET', '/api/settings', undefined, 'encrypted')).body;
    const token = agent_settings.llm.api_key as string;
    const llm = { ...agent_settings.llm, api_key: `${token.slice(0, -4)}AAAA` };
    const answer = await start({ agent_settings: { ...agent_settings, llm }, secrets_encrypted: true });
    expect(answer).toMatchObject({ status: 422, body: { detail: [{ loc: ['body', 'agent_settings'] }] } });
    expect(JSON.stringify(answer)).not.toContain(token.slice(0, 20));
  });

  it('leave the browser out where there is none, and refuse a tool that nobody knows', async () => {
    const llm = { model: 'openai/gpt-test', api_key: KEY };
    const tools = [
      { name: 'terminal', params: {} },
      { name: 'nonesuch', params: {} },
    ];
    expect((await start({ agent_settings: { llm, tools } })).status).toBe(422);
    const condenser = { condenser_kind: 'no_op', enabled: true };
    expect((await start({ agent_settings: { agent_kind: 'llm', llm, tools: [], condenser } })).status).toBe(201);
    expect(created[0]).toMatchObject({ tools: ['finish', 'think'] });
    expect(created[0]).not.toHaveProperty('condenser');
  });
});

describe('a stored agent profile', () => {
  beforeEach(async () => {
    await call('POST', '/api/profiles/fast', { llm: { model: 'openai/gpt-fast', api_key: 'sk-fast' } });
    await call('POST', '/api/agent-profiles/builder', {
      agent_kind: 'openhands',
      llm_profile_ref: 'fast',
      secret_refs: ['ALLOWED'],
      tools: [{ name: 'terminal' }],
      system_message_suffix: 'Build it.',
    });
  });

  it('makes the agent, names itself, and lets only its secrets through', async () => {
    const answer = await start({
      agent_profile_id: await idOf('builder'),
      secrets: { ALLOWED: { kind: 'StaticSecret', value: 'a' }, OTHER: { kind: 'StaticSecret', value: 'b' } },
      agent_launch_additions: { system_message_suffix_append: 'On staging.' },
    });
    expect(answer.status).toBe(201);
    expect(created[0]).toMatchObject({
      llm: { model: 'openai/gpt-fast', apiKey: 'sk-fast' },
      tools: ['terminal', 'finish', 'think'],
      instructions: 'Build it.\n\nOn staging.',
    });
    expect(created[0]?.secrets).toEqual({ ALLOWED: 'a' });
    expect(answer.body.launched_agent_profile).toEqual({
      agent_profile_id: await idOf('builder'),
      revision: 0,
      secret_refs: ['ALLOWED'],
      llm_profile_ref: null,
    });
  });

  it('takes another model profile for this one launch', async () => {
    await call('POST', '/api/profiles/slow', { llm: { model: 'openai/gpt-slow', api_key: 'sk-slow' } });
    const agent_launch_additions = { llm_profile_ref: 'slow' };
    const answer = await start({ agent_profile_id: await idOf('builder'), agent_launch_additions });
    expect(created[0]).toMatchObject({ llm: { model: 'openai/gpt-slow' } });
    expect(answer.body.launched_agent_profile.llm_profile_ref).toBe('slow');
  });

  it('is refused with all that it misses', async () => {
    const broken = { agent_kind: 'openhands', llm_profile_ref: 'nowhere', mcp_server_refs: ['gone'] };
    await call('POST', '/api/agent-profiles/broken', broken);
    expect(await start({ agent_profile_id: await idOf('broken') })).toMatchObject({
      status: 422,
      body: {
        detail: {
          code: 'unresolved_profile_references',
          message: "MCP server 'gone' not found; LLM profile 'nowhere' not found",
          dangling_llm_profile_ref: 'nowhere',
          dangling_mcp_server_refs: ['gone'],
        },
      },
    });
    expect(created).toEqual([]);
  });
});

function start(body: Record<string, unknown>): ReturnType<typeof call> {
  return call('POST', '/api/conversations', { workspace: WORKSPACE, ...body });
}

async function idOf(name: string): Promise<string> {
  const { profiles } = (await call('GET', '/api/agent-profiles')).body;
  return profiles.find((profile: AnyJson) => profile.name === name).id;
}

/** The engine, with what it is asked to create written down. */
function watched(engine: Engine): Engine {
  return new Proxy(engine, {
    get(target, key) {
      if (key === 'create') return (request: CreateConversation) => (created.push(request), target.create(request));
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
