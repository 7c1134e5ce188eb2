import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import type { FakeReply, FakeRequest } from '@openhands-nest/testing';
import { answers } from './harness/model-turns.js';
import { observationsOf, until } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

type Json = Record<string, ReturnType<typeof JSON.parse>>;

async function call(server: ServerProcess, method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(server.agentServerUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect([path, response.status < 300]).toEqual([path, true]);
  return (await response.json()) as Json;
}

const modelOf = ({ body }: FakeRequest): string => (body as { model: string }).model;
const calls = (name: string, values: object = {}): FakeReply => ({
  toolCalls: [{ name, arguments: JSON.stringify(values) }],
});

/** A server whose models say something each. @param profiles names of those that are saved. Default: all */
async function aServerWith(
  replies: Readonly<Record<string, FakeReply | FakeReply[]>>,
  profiles: readonly string[] = Object.keys(replies),
): Promise<ServerProcess> {
  stage = await Stage.set((request) => {
    const reply = replies[modelOf(request)] ?? answers('Nobody knows me.');
    return Array.isArray(reply) ? (reply.shift() ?? answers('I have said all.')) : reply;
  });
  const server = await stage.startServer();
  for (const name of profiles) await call(server, 'POST', `/api/profiles/${name}`, { llm: llm(name) });
  return server;
}

const llm = (name: string): Json => ({ model: `openai/${name}`, api_key: 'sk-x', base_url: stage.model?.baseUrl });

async function finished(server: ServerProcess, agent: Json): Promise<Json> {
  const { id } = await call(server, 'POST', '/api/conversations', {
    ...agent,
    workspace: { working_dir: join(stage.directory, 'work') },
    initial_message: { role: 'user', content: [{ type: 'text', text: 'Prove it.' }] },
    autotitle: false,
  });
  expect(await stage.clientOf(server).waitUntil(id)).toBe(ExecutionStatus.Finished);
  return call(server, 'GET', `/api/conversations/${id}`);
}

const costsOf = (info: Json): string[] => Object.keys(info.stats.usage_to_metrics).sort();

describe('the choice of a model', () => {
  it('is left to a classifier by the active meta-profile of the settings', async () => {
    const server = await aServerWith({
      first: calls('route_task_to_model'),
      quick: answers('2'),
      strong: answers('Proven.'),
    });
    const classes = ['quick', 'strong'].map((model) => ({ description: `For ${model} work.`, model }));
    await call(server, 'POST', '/api/meta-profiles/router', { classifier_model: 'quick', classes });
    await call(server, 'POST', '/api/profiles/first/activate');
    await call(server, 'POST', '/api/meta-profiles/router/activate');
    const { agent_settings: settings } = await call(server, 'GET', '/api/settings');

    const info = await finished(server, { agent_settings: { ...settings, llm: llm('first') } });

    expect(stage.model?.requests.map(modelOf)).toEqual(['first', 'quick', 'strong']);
    expect(JSON.stringify(stage.model?.requests[1]?.body)).toContain('Prove it.');
    expect(info.agent.llm).toMatchObject({ model: 'openai/strong', usage_id: 'profile:strong' });
    expect(costsOf(info)).toEqual(['classifier:quick', 'default', 'profile:strong']);
  });

  it('is made by the agent, which can also ask an oracle', async () => {
    const server = await aServerWith({
      first: [calls('ask_oracle', { question: 'Whom?' }), calls('switch_llm', { profile_name: 'strong', reason: 'x' })],
      oracle: answers('The strong one.'),
      strong: answers('Proven.'),
    });

    const tools = [{ name: 'ask_oracle' }, { name: 'switch_llm' }];
    const info = await finished(server, { agent: { llm: llm('first'), tools } });

    expect(stage.model?.requests.map(modelOf)).toEqual(['first', 'oracle', 'first', 'strong']);
    expect((await observationsOf(stage.clientOf(server), info.id))[0]).toBe('The strong one.');
    expect(costsOf(info)).toEqual(['default', 'oracle:oracle', 'profile:strong']);
  });

  it('goes by models that the conversation brings with it', async () => {
    const replies = {
      first: calls('route_task_to_model'),
      brought: answers('{"model": "kept"}'),
      kept: answers('Proven.'),
    };
    const server = await aServerWith(replies, []);
    const meta_profile = {
      classifier_model: 'brought',
      prompt_template: 'Who is for {{ instance_text }}? One of {{ model_table }}.',
      model_table: 'brought, kept',
    };
    const params = { meta_profile, meta_profile_llms: { brought: llm('brought'), kept: llm('kept') } };
    const tools = [{ name: 'ClassifyAndSwitchLLMTool', params }];

    const info = await finished(server, { agent: { llm: llm('first'), tools } });

    expect(stage.model?.requests.map(modelOf)).toEqual(['first', 'brought', 'kept']);
    expect(JSON.stringify(stage.model?.requests[1]?.body)).toMatch(
      /Who is for user: Prove it\.\? One of brought, kept\./,
    );
    expect(JSON.stringify(info)).not.toContain('sk-x');
  });
});

describe('a conversation of an agent', () => {
  it('is started by it, works beside it and is its child', async () => {
    stage = await Stage.set(({ body }) => {
      const asked = JSON.stringify(body);
      if (!asked.includes('Prove it.')) return answers('Many.');
      if (asked.includes('Count the stars.')) return answers('Begun.');
      return calls('start_child_conversation', { task: 'Count the stars.', title: 'Stars', isolation: 'shared' });
    });
    const server = await stage.startServer();

    const info = await finished(server, {
      agent: { llm: llm('first'), tools: [{ name: 'start_child_conversation' }] },
    });

    let children: Json[] = [];
    await until(async () => {
      const { items } = await call(server, 'GET', '/api/conversations/search');
      children = (items as Json[]).filter(({ id }) => id !== info.id);
      return children.some((child) => child.execution_status === 'finished');
    }, 'the child has finished');
    expect(children).toMatchObject([{ title: 'Stars', parent_conversation_id: info.id }]);
  });
});
