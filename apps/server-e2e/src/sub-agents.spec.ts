import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import type { FakeReply, FakeRequest } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { observationsOf, until } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

const PARTS = Array.from({ length: 8 }, (_, index) => `part-${index}`);

function gives(...prompts: readonly string[]): FakeReply {
  const calls = prompts.map((prompt) => ({
    name: 'task',
    arguments: JSON.stringify({ prompt, subagent_type: 'writer' }),
  }));
  return { toolCalls: calls };
}

async function create(server: ServerProcess, directory: string): Promise<string> {
  const response = await fetch(`${server.agentServerUrl}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      agent: {
        llm: { model: 'openai/fake-model', api_key: 'sk-x', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }, { name: 'task_tool_set' }],
      },
      workspace: { working_dir: directory },
      agent_definitions: [{ name: 'writer', tools: ['terminal'], system_prompt: 'You are a writer.' }],
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Write all parts.' }] },
    }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

interface Asked {
  readonly writer: boolean;
  readonly prompt: string;
  readonly answered: number;
}

function readRequest({ body }: FakeRequest): Asked {
  const messages = (body as { messages: { role: string; content: unknown }[] }).messages;
  const user = JSON.stringify(messages.findLast(({ role }) => role === 'user')?.content);
  return {
    writer: JSON.stringify(messages[0]).includes('You are a writer.'),
    prompt: /part-\d|wait/.exec(user)?.[0] ?? '',
    answered: messages.filter(({ role }) => role === 'tool').length,
  };
}

describe('sub-agents', () => {
  it('work on eight parts at the same time, in one workspace', async () => {
    let working = 0;
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => (release = resolve));
    stage = await Stage.set((request) => {
      const { writer, prompt, answered } = readRequest(request);
      if (!writer) return answered === 0 ? gives(...PARTS) : answers('All parts are written.');
      if (answered > 0) return answers(`Wrote ${prompt}.`);
      working += 1;
      if (working === PARTS.length) release();
      return { ...runs(`echo ${prompt} > ${prompt}.txt`), after: all };
    });
    const server = await stage.startServer();
    const directory = join(stage.directory, 'work');
    const client = stage.clientOf(server);
    const id = await create(server, directory);

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);

    const written = await Promise.all(PARTS.map((part) => readFile(join(directory, `${part}.txt`), 'utf8')));
    expect(written).toEqual(PARTS.map((part) => `${part}\n`));
    expect(await observationsOf(client, id)).toEqual(PARTS.map((part) => `Wrote ${part}.`));
    const info = (await (await fetch(`${server.agentServerUrl}/api/conversations/${id}`)).json()) as {
      stats: { usage_to_metrics: Record<string, unknown> };
    };
    const tasks = Object.keys(info.stats.usage_to_metrics).filter((usage) => usage.startsWith('task:'));
    expect(tasks).toHaveLength(PARTS.length);
    expect(await (await fetch(`${server.agentServerUrl}/api/conversations/count`)).json()).toBe(1);
  });

  it('stay where they were when the server is killed, and their agent is told', async () => {
    let hangs = true;
    const never = new Promise<void>(() => undefined);
    stage = await Stage.set((request) => {
      const { writer, answered } = readRequest(request);
      if (writer) return hangs ? { ...answers('Never.'), after: never } : answers('A ghost.');
      return answered === 0 ? gives('wait') : answers('I go on alone.');
    });
    const first = await stage.startServer();
    const id = await create(first, join(stage.directory, 'work'));
    await until(() => (stage.model?.requests.length ?? 0) >= 2, 'the sub-agent asks its model');
    hangs = false;
    await first.stop('SIGKILL');

    const server = await stage.startServer();
    const client = stage.clientOf(server);

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    const told = JSON.stringify(stage.model?.requests.at(-1)?.body);
    expect(told).toContain('the outcome of this call is unknown');
    expect(stage.model?.requests.map(readRequest).filter(({ writer }) => writer)).toHaveLength(1);
  });
});
