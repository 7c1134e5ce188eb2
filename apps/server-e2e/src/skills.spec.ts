import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FakeReply } from '@openhands-nest/testing';
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
  readonly observation?: { kind: string; content: { text: string }[]; is_error: boolean };
}

function invokes(name: string): FakeReply {
  return { toolCalls: [{ name: 'invoke_skill', arguments: JSON.stringify({ name }) }] };
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(stage.directory, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function call<T>(server: ServerProcess, path: string, body?: object): Promise<T> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${server.agentServerUrl}/api/${path}`, body && init);
  expect([response.status, await response.clone().text()]).toEqual([expect.any(Number), expect.anything()]);
  expect(response.ok).toBe(true);
  return (await response.json()) as T;
}

async function finished(server: ServerProcess, id: string): Promise<Event[]> {
  await until(async () => {
    const { execution_status: status } = await call<{ execution_status: string }>(server, `conversations/${id}`);
    return status === 'finished';
  }, 'the run has ended');
  return (await call<{ items: Event[] }>(server, `conversations/${id}/events/search?limit=100`)).items;
}

const PDF = '---\nname: pdf\ndescription: Works with PDF files.\n---\nToday: !`echo from-the-workspace`.\n';

describe('skills', () => {
  it('of the project, the user and the client reach the model, each in its way', async () => {
    stage = await Stage.set([invokes('pdf'), runs('cat .agents/skills/pdf/scripts/run.sh'), answers('Done.')]);
    const project = join(stage.directory, 'project');
    await write({
      'project/AGENTS.md': 'Run make test.',
      'project/.agents/skills/pdf/SKILL.md': PDF,
      'project/.agents/skills/pdf/scripts/run.sh': 'echo a script of the skill',
      'project/.openhands/microagents/deploy.md': '---\ntriggers: [deploy]\n---\nAsk before you deploy.',
      '.openhands/microagents/tea.md': '---\ntriggers: [tea]\n---\nGreen tea.',
      '.agents/skills/secret-skill/SKILL.md': '---\nname: secret-skill\ndescription: Not for this agent.\n---\nx',
    });
    const server = await stage.startServer();

    const { id } = await call<{ id: string }>(server, 'conversations', {
      agent: {
        kind: 'Agent',
        llm: { model: 'openai/fake-model', api_key: 'sk', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }, { name: 'file_editor' }],
        agent_context: {
          load_project_skills: true,
          load_user_skills: true,
          disabled_skills: ['secret-skill'],
          user_message_suffix: 'Be brief.',
          skills: [{ name: 'inline', content: 'Be kind.', trigger: null }],
        },
      },
      workspace: { working_dir: project },
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Make tea, then deploy.' }] },
    });
    const events = await finished(server, id);

    const message = events.find(({ kind, source }) => kind === 'MessageEvent' && source === 'user');
    expect(message?.activated_skills).toEqual(['tea', 'deploy']);
    expect(message?.extended_content?.map(({ text }) => text).join()).toMatch(
      /Green tea[\s\S]*Ask before[\s\S]*Be brief/,
    );
    const [first] = stage.model?.requests ?? [];
    const asked = JSON.stringify(first?.body);
    expect(asked).toContain('Run make test.');
    expect(asked).toContain('Be kind.');
    expect(asked).toContain('- pdf: Works with PDF files.');
    expect(asked).not.toContain('secret-skill');
    const [skill, script] = events.flatMap(({ observation }) => observation ?? []);
    expect(skill).toMatchObject({ kind: 'InvokeSkillObservation', is_error: false });
    expect(skill?.content[0]?.text).toContain('Today: from-the-workspace.');
    expect(skill?.content[0]?.text).toContain('.agents/skills/pdf');
    expect(script?.content[0]?.text).toContain('echo a script of the skill');
    expect(await call(server, `conversations/${id}`)).toMatchObject({
      invoked_skills: ['pdf'],
      activated_knowledge_skills: ['tea', 'deploy'],
    });
  });

  it('bring MCP servers, of which a dead one costs its own tools only, and reach sub-agents by their names', async () => {
    const task = { prompt: 'Look at the paper.', subagent_type: 'reader' };
    const words = { text: 'by a skill' };
    stage = await Stage.set((request) => {
      const asked = JSON.stringify(request.body);
      if (asked.includes('You are a reader.')) return answers('Read.');
      if (asked.includes('"role":"tool"')) return answers('Done.');
      return {
        toolCalls: [
          { name: 'shout_echo', arguments: JSON.stringify(words) },
          { name: 'task', arguments: JSON.stringify(task) },
        ],
      };
    });
    const project = join(stage.directory, 'project');
    await write({
      'project/README.md': 'A project.',
      'project/.agents/skills/loud/SKILL.md': '---\nname: loud\ndescription: Shouts.\n---\nShout.',
      'project/.agents/skills/loud/.mcp.json': JSON.stringify({ mcpServers: { shout: testMcpProgram() } }),
      'project/.agents/skills/mute/SKILL.md': '---\nname: mute\ndescription: Says nothing.\n---\nBe quiet.',
      'project/.agents/skills/mute/.mcp.json': '{"mcpServers":{"silence":{"command":"/no/such/program"}}}',
      'weather/.plugin/plugin.json': '{"name":"weather"}',
      'weather/skills/paper/SKILL.md': '---\nname: paper\ndescription: Reads paper.\n---\nUse glasses.',
      'weather/agents/reader.md': '---\nname: reader\ndescription: Reads.\nskills: paper\n---\nYou are a reader.',
    });
    // The MCP server is a program of this checkout, which may lie where a jail has its own files.
    const server = await stage.startServer({ SANDBOX: 'local' });
    const { id } = await call<{ id: string }>(server, 'conversations', {
      agent: {
        kind: 'Agent',
        llm: { model: 'openai/fake-model', api_key: 'sk', base_url: stage.model?.baseUrl },
        tools: [{ name: 'task_tool_set' }],
        agent_context: { load_project_skills: true },
      },
      workspace: { working_dir: project },
      plugins: [{ source: join(stage.directory, 'weather') }],
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Begin.' }] },
    });
    const events = await finished(server, id);
    const said = events.flatMap(({ observation }) => observation?.content.map(({ text }) => text) ?? []).join('\n');
    expect(said).toContain('by a skill');
    const requests = (stage.model?.requests ?? []).map(({ body }) => JSON.stringify(body));
    expect(requests[0]).toContain('without their tools: silence');
    const reader = requests.find((asked) => asked.includes('You are a reader.'));
    expect(reader).toContain('paper: Reads paper.');
    expect(reader).not.toContain('loud: Shouts.');
  });
});
