import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeAcpAgent, InMemoryStorage, type AcpScript } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const MODELS = { models: { currentModelId: 'small', availableModels: [{ modelId: 'small', name: 'Small' }] } };
const SMALL = { model_id: 'small', name: 'Small', description: null };

// Several programs are started in each of these tests.
jest.setTimeout(60_000);

let server: TestServer;
let directory: string;
const call = callerOf(() => server);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'acp-agents-'));
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

describe('a conversation with an ACP agent', () => {
  it('is worked on by the program, and shows its models', async () => {
    const script = {
      session: MODELS,
      prompts: [
        [
          { update: { sessionUpdate: 'tool_call', toolCallId: 'c1', title: 'List', status: 'completed' } },
          { variable: 'TOKEN' },
        ],
        [{ say: 'Four.' }],
      ],
    } satisfies AcpScript;
    const made = await start({ agent: { kind: 'ACPAgent', acp_command: fakeAcpAgent(script) } });
    expect(made.body.agent).toMatchObject({ kind: 'ACPAgent', acp_model: null, acp_prompt_timeout: 1800 });
    const info = await finished(made.body.id);
    expect(info).toMatchObject({ current_model_id: 'small', available_models: [SMALL], execution_status: 'finished' });
    const { items } = (await call('GET', `/api/conversations/${info.id}/events/search?limit=100`)).body;
    expect(items.filter(({ kind }: AnyJson) => kind === 'ACPToolCallEvent')).toMatchObject([{ title: 'List' }]);
    expect((await call('GET', `/api/conversations/${info.id}/agent_final_response`)).body).toEqual({
      response: '<secret-hidden>',
    });
  });

  it('is switched to another of its models, and to no other sort of model', async () => {
    const acp_command = fakeAcpAgent({ session: MODELS, takesModels: ['small', 'big'], prompts: [[{ say: 'Done.' }]] });
    const { id } = (await start({ agent: { kind: 'ACPAgent', acp_command, acp_model: 'small' } })).body;
    await finished(id);
    const switching = (model: string) => call('POST', `/api/conversations/${id}/switch_acp_model`, { model });
    expect((await switching('big')).status).toBe(200);
    expect(await switching('huge')).toMatchObject({ status: 400, body: { detail: expect.stringContaining('"huge"') } });
    expect((await call('GET', `/api/conversations/${id}`)).body).toMatchObject({
      current_model_id: 'big',
      agent: { acp_model: 'big' },
    });
    const llm = { model: 'openai/x', usage_id: 'x' };
    expect((await call('POST', `/api/conversations/${id}/switch_llm`, { llm })).status).toBe(400);
  });

  it('is started from settings and from a profile', async () => {
    const acp_command = fakeAcpAgent({ prompts: [[{ say: 'Hello.' }]] });
    const settings = { agent_kind: 'acp', acp_server: 'custom', acp_command };
    const ofSettings = await start({ agent_settings: settings });
    expect((await finished(ofSettings.body.id)).agent).toMatchObject({ kind: 'ACPAgent', acp_server: 'custom' });

    const [program, ...acp_args] = acp_command;
    await call('POST', '/api/agent-profiles/mine', {
      agent_kind: 'acp',
      acp_server: 'custom',
      acp_command: program,
      acp_args,
      secret_refs: [],
    });
    const { profiles } = (await call('GET', '/api/agent-profiles')).body;
    const { id } = profiles.find(({ name }: AnyJson) => name === 'mine');
    const ofProfile = await start({ agent_profile_id: id });
    expect((await finished(ofProfile.body.id)).launched_agent_profile).toMatchObject({ agent_profile_id: id });
  });

  it('says what is wrong with a program that cannot be started', async () => {
    const { id } = (await start({ agent: { kind: 'ACPAgent', acp_command: ['no-such-agent'] } })).body;
    await reached(id, 'error');
    const { items } = (await call('GET', `/api/conversations/${id}/events/search?kind=ConversationErrorEvent`)).body;
    expect(items).toMatchObject([{ code: 'ACPSpawnError', detail: expect.stringContaining('"no-such-agent"') }]);
  });

  it('never shows the session that it is to take up', async () => {
    const agent = {
      ...{ kind: 'ACPAgent', acp_resume_session_id: 'session-of-mine-1' },
      acp_command: fakeAcpAgent({ prompts: [[{ say: 'Hello.' }]] }),
    };
    const answer = await start({ agent });
    const info = await finished(answer.body.id);
    expect(info.agent.acp_resume_session_id).toBe('**********');
    expect(JSON.stringify([answer, info])).not.toContain('session-of-mine-1');
  });
});

describe('the models of an ACP agent', () => {
  const ask = (acp_command: readonly string[], more: object = {}) =>
    call('POST', '/api/acp/models', {
      agent_settings: { agent_kind: 'acp', acp_server: 'custom', acp_command },
      ...more,
    });

  it('are what it says in a session that is over then', async () => {
    const command = fakeAcpAgent({ session: MODELS, needsVariable: 'KEY', prompts: [] });
    const secrets = { KEY: { kind: 'StaticSecret', value: 'key-123456' } };
    expect(await ask(command, { secrets })).toEqual({
      status: 200,
      body: {
        agent_name: 'fake-agent',
        agent_version: '1.0.0',
        current_model_id: 'small',
        available_models: [SMALL],
        supports_runtime_model_switch: false,
        error: null,
      },
    });
    expect((await ask(command)).body).toMatchObject({ available_models: [], error: { code: 'ACPAuthRequired' } });
  });

  it('are unknown of a program that is not there, and asked for with a command only', async () => {
    expect((await ask(['no-such-agent'])).body.error).toMatchObject({ code: 'ACPSpawnError' });
    expect((await ask([])).status).toBe(422);
    expect((await call('POST', '/api/acp/models', {})).status).toBe(422);
  });
});

function start(body: object): ReturnType<typeof call> {
  return call('POST', '/api/conversations', {
    workspace: { working_dir: directory },
    secrets: { TOKEN: { kind: 'StaticSecret', value: 'secret-123456' } },
    initial_message: { role: 'user', content: [{ type: 'text', text: 'Go' }], run: true },
    ...body,
  });
}

function finished(id: string): Promise<AnyJson> {
  return reached(id, 'finished');
}

/** The conversation once it has this status. Waits for its events, not for a time. */
async function reached(id: string, status: string): Promise<AnyJson> {
  const reader = await server.engine.openReader(id, { kind: 'all' });
  let wake = (): void => undefined;
  reader.onWake(() => wake());
  try {
    for (;;) {
      await reader.load();
      const hasMore = reader.take(100).length > 0;
      const { executionStatus } = (await server.engine.get(id)).record;
      if (executionStatus === status) return (await call('GET', `/api/conversations/${id}`)).body;
      if (['error', 'finished'].includes(executionStatus))
        throw new Error(`It is ${executionStatus}: ${server.log.join('\n')}`);
      if (!hasMore) await new Promise<void>((resolve) => ((wake = resolve), reader.pending && resolve()));
    }
  } finally {
    reader.close();
  }
}
