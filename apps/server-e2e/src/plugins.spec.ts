import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { testMcpProgram } from '@openhands-nest/testing/mcp';
import { answers, runs } from './harness/model-turns.js';
import { until } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

interface Event {
  readonly kind: string;
  readonly source: string;
  readonly activated_skills?: string[];
  readonly extended_content?: { text: string }[];
}

interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(stage.directory, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function call<T>(server: ServerProcess, path: string, body?: object): Promise<Answer<T>> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${server.agentServerUrl}/api/${path}`, body && init);
  return { status: response.status, body: (await response.json()) as T };
}

async function finished(server: ServerProcess, id: string): Promise<Event[]> {
  await until(async () => {
    const { body } = await call<{ execution_status: string }>(server, `conversations/${id}`);
    return body.execution_status === 'finished';
  }, 'the run has ended');
  return (await call<{ items: Event[] }>(server, `conversations/${id}/events/search?limit=100`)).body.items;
}

function activated(events: readonly Event[]): string[] {
  return events.flatMap((event) => event.activated_skills ?? []);
}

function toolsIn(body: { tools?: { function: { name: string } }[] } | undefined): string[] {
  return (body?.tools ?? []).map((tool) => tool.function.name);
}

const HOOKS = {
  hooks: { PreToolUse: [{ matcher: 'terminal', hooks: [{ type: 'command', command: 'touch hook-ran' }] }] },
};

describe('plugins', () => {
  it('bring commands, hooks and MCP servers to a conversation, and more can be added while it goes on', async () => {
    stage = await Stage.set([runs('ls'), answers('First.'), answers('Second.')]);
    await write({
      'weather/.plugin/plugin.json': '{"name":"weather"}',
      'weather/commands/now.md': '---\ndescription: Tells the weather.\n---\nLook out of the window.',
      'weather/hooks/hooks.json': JSON.stringify(HOOKS),
      'weather/.mcp.json': JSON.stringify({ mcpServers: { sky: testMcpProgram() } }),
      'market/.plugin/marketplace.json': JSON.stringify({
        name: 'market',
        owner: { name: 'Acme' },
        plugins: [{ name: 'tea', source: './plugins/tea' }],
      }),
      'market/plugins/tea/skills/brew/SKILL.md':
        '---\nname: brew\ndescription: Brews.\ntriggers: [tea]\n---\nBoil water.',
      'project/README.md': 'A project.',
    });
    // The MCP server is a program of this checkout, which may lie where a jail has its own files.
    const server = await stage.startServer({ SANDBOX: 'local' });
    const created = await call<{ id: string }>(server, 'conversations', {
      agent: {
        kind: 'Agent',
        llm: { model: 'openai/fake-model', api_key: 'sk', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }],
        agent_context: { registered_marketplaces: [{ name: 'market', source: join(stage.directory, 'market') }] },
      },
      workspace: { working_dir: join(stage.directory, 'project') },
      plugins: [{ source: join(stage.directory, 'weather') }, { source: join(stage.directory, 'missing') }],
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Do /weather:now please.' }] },
    });
    expect(created.status).toBe(201);
    const { id } = created.body;

    const first = await finished(server, id);

    expect(activated(first)).toEqual(['weather:now']);
    const asked = JSON.stringify(stage.model?.requests[0]?.body);
    expect(asked).toContain('Look out of the window.');
    expect(asked).toContain('missing could not be loaded');
    expect(toolsIn(stage.model?.requests[0]?.body)).toContain('echo');
    expect(JSON.stringify(stage.model?.requests[1]?.body)).toContain('hook-ran');

    const load = (plugin_ref: string) =>
      call<{ detail?: string }>(server, `conversations/${id}/load_plugin`, { plugin_ref });
    expect(await load('tea@market')).toEqual({ status: 200, body: { success: true } });
    expect((await load('coffee')).status).toBe(404);
    expect((await load('tea@elsewhere')).status).toBe(404);
    expect((await load('@')).status).toBe(400);
    await call(server, `conversations/${id}/events`, {
      role: 'user',
      content: [{ type: 'text', text: 'And make tea.' }],
      run: true,
    });
    await until(async () => stage.model?.requests.length === 3, 'the model was asked again');
    const second = await finished(server, id);

    expect(activated(second)).toEqual(['weather:now', 'brew']);
    expect(JSON.stringify(stage.model?.requests[2]?.body)).toContain('- brew: Brews.');
  });
});
