import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FakeReply, FakeRequest } from '@openhands-nest/testing';
import { answers } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';
import type { ServerProcess } from './harness/server-process.js';

type Json = Record<string, unknown>;

const ID = '11111111-2222-4333-8444-555555555555';
const API_KEY = 'sk-of-the-settings-0123456789';
const SECRET = 'secret-kept-by-the-server';
const SESSION_KEY = 'session-key-of-the-test';
const ENVIRONMENT = { SESSION_API_KEY: SESSION_KEY, LLM_MODEL: '', LLM_API_KEY: '', LLM_BASE_URL: '' };

let stage: Stage;
let server: ServerProcess;
afterEach(() => stage.strike());

describe('the request with which Agent Canvas creates a conversation', () => {
  it('is accepted whole, and its conversation works to its end', async () => {
    stage = await Stage.set(model);
    server = await stage.startServer(ENVIRONMENT);
    const project = await aProject();
    await configured();
    const { agent_settings: settings } = await call('GET', '/api/settings', undefined, {
      'x-expose-secrets': 'encrypted',
    });
    expect(JSON.stringify(settings)).not.toContain(API_KEY);

    const info = await call('POST', '/api/conversations', canvasRequest(settings as Json, project));
    expect(info).toMatchObject({
      id: ID,
      workspace: { kind: 'LocalWorkspace', working_dir: join(stage.dataDirectory, 'worktrees', ID, 'project') },
      agent: { kind: 'Agent', llm: { model: 'openai/chosen', api_key: '**********', stream: true } },
      confirmation_policy: { kind: 'ConfirmRisky', threshold: 'HIGH' },
      security_analyzer: { kind: 'LLMSecurityAnalyzer' },
      client_tools: [{ name: 'canvas_ui' }, { name: 'notify' }],
      tags: { clientsource: 'agentcanvas' },
    });

    // The last call is dangerous by the model's own account: a person is asked.
    await untilStatus(ID, 'waiting_for_confirmation');
    expect(await readFile(join(project, 'notes'), 'utf8')).toBe('old\n');
    await call('POST', `/api/conversations/${ID}/events/respond_to_confirmation`, { accept: true });
    await untilStatus(ID, 'finished');

    const events = await eventsOf(ID);
    expect(actionsIn(events)).toEqual([
      ['ClientAction_canvas_ui', 'LOW'],
      ['TerminalAction', 'LOW'],
      ['TerminalAction', 'HIGH'],
    ]);
    const observations = JSON.stringify(events.filter(({ kind }) => kind === 'ObservationEvent'));
    expect(observations).toContain('ClientToolObservation');
    expect(observations).toContain(`on openhands/${ID} with ${SECRET.length}`);
    expect(JSON.stringify(events)).not.toContain(SECRET);
    expect(events.filter(({ kind }) => kind === 'SecurityAnalysisEvent')).toHaveLength(3);
    const [first] = stage.model?.requests ?? [];
    expect(first?.headers.authorization).toBe(`Bearer ${API_KEY}`);
    // The agent's work is on its branch; what the person has checked out is as it was.
    expect(await git(project, 'show', `openhands/${ID}:notes`)).toBe('new');
    expect(await git(project, 'status', '--short', '--branch')).toBe('## main');

    // A person's command sees the same repository as the agent's.
    const log = { command: 'git log -1 --format=%s' };
    expect(await call('POST', `/api/conversations/${ID}/bash/execute_bash_command`, log)).toMatchObject({
      exit_code: 0,
      stdout: 'change\n',
    });
    await call('DELETE', `/api/conversations/${ID}`);
    expect(await git(project, 'worktree', 'list')).not.toContain(ID);
    expect(await git(project, 'show', `openhands/${ID}:notes`)).toBe('new');
  });

  it('can be followed by children, which its conversation lists', async () => {
    stage = await Stage.set(model);
    server = await stage.startServer(ENVIRONMENT);
    const project = await aProject();
    await configured();
    const { agent_settings: settings } = await call('GET', '/api/settings', undefined, {
      'x-expose-secrets': 'encrypted',
    });
    const quiet = { initial_message: null, worktree: false };
    await call('POST', '/api/conversations', { ...canvasRequest(settings as Json, project), ...quiet });

    const task = { task: 'Say hello.', title: 'A part of it' };
    const apart = await call('POST', `/api/conversations/${ID}/children`, task);
    const beside = await call('POST', `/api/conversations/${ID}/children`, { ...task, isolation: 'shared' });

    const child = String(apart.conversation_id);
    expect(apart).toMatchObject({ parent_conversation_id: ID, title: 'A part of it', isolation: 'worktree' });
    expect(apart.workspace).toBe(join(stage.dataDirectory, 'worktrees', child, 'project'));
    expect(beside).toMatchObject({ isolation: 'shared', workspace: project });
    await untilStatus(child, 'finished');
    await untilStatus(String(beside.conversation_id), 'finished');
    expect(await call('GET', `/api/conversations/${child}`)).toMatchObject({
      parent_conversation_id: ID,
      title: 'A part of it',
      agent: { llm: { model: 'openai/chosen' } },
      tags: { clientsource: 'agentcanvas' },
    });
    const { items } = await call('GET', '/api/conversations/search');
    const parent = (items as Json[]).find(({ id }) => id === ID);
    expect(parent?.sub_conversation_ids).toEqual([child, beside.conversation_id]);
    expect(await git(project, 'rev-parse', '--abbrev-ref', `openhands/${child}`)).toBe(`openhands/${child}`);
  });
});

/** A model that does one thing after the other, by how many of its calls have been answered. */
function model({ body }: FakeRequest): FakeReply {
  const { messages, tools } = body as { messages: { role: string; content: unknown }[]; tools?: unknown[] };
  if (!tools?.length || JSON.stringify(messages).includes('Say hello.')) return answers('Hello.');
  const turns = [
    calls('canvas_ui', { tab: 'files', security_risk: 'LOW' }),
    calls('terminal', {
      command: 'echo "on $(git branch --show-current) with $(printf %s "$TOKEN" | wc -c)"',
      security_risk: 'LOW',
    }),
    calls('terminal', {
      command: 'echo new > notes && git -c user.name=A -c user.email=a@example.org commit -qam change',
      security_risk: 'HIGH',
    }),
  ];
  return turns[messages.filter(({ role }) => role === 'tool').length] ?? answers('All is done.');
}

function calls(name: string, values: Record<string, unknown>): FakeReply {
  return { toolCalls: [{ name, arguments: JSON.stringify(values) }] };
}

function canvasRequest(settings: Json, project: string): Record<string, unknown> {
  return {
    agent_settings: {
      ...settings,
      llm: { ...(settings.llm as object), stream: true },
      tools: ['terminal', 'file_editor', 'task_tracker', 'browser_tool_set'].map((name) => ({ name, params: {} })),
      agent_context: {
        ...(settings.agent_context as object | undefined),
        skills: [{ name: 'style', content: 'Write plainly.', source: 'canvas', trigger: null }],
        load_user_skills: true,
        load_project_skills: true,
        load_public_skills: false,
        disabled_skills: [],
      },
    },
    workspace: { kind: 'LocalWorkspace', working_dir: project },
    worktree: true,
    conversation_id: ID,
    initial_message: { role: 'user', content: [{ type: 'text', text: 'Renew the notes.' }], run: true },
    client_tools: [
      {
        name: 'canvas_ui',
        description: 'Shows a tab.',
        parameters: {
          type: 'object',
          properties: { tab: { type: 'string', enum: ['files', 'terminal'] } },
          required: ['tab'],
          additionalProperties: false,
        },
      },
      { name: 'notify', description: 'Tells the person something.' },
    ],
    confirmation_policy: { kind: 'ConfirmRisky' },
    security_analyzer: { kind: 'LLMSecurityAnalyzer' },
    max_iterations: 100,
    stuck_detection: true,
    autotitle: true,
    title_llm_profile: null,
    tags: { clientsource: 'agentcanvas' },
    secrets: {
      TOKEN: {
        kind: 'LookupSecret',
        url: '/api/settings/secrets/TOKEN',
        headers: { 'X-Session-API-Key': SESSION_KEY },
        description: null,
      },
    },
    secrets_encrypted: true,
    hook_config: null,
    plugins: [],
    agent_definitions: [],
    parent_conversation_id: null,
    user_id: 'a-person',
  };
}

async function configured(): Promise<void> {
  const llm = { model: 'openai/chosen', api_key: API_KEY, base_url: stage.model?.baseUrl, num_retries: 1 };
  await call('PATCH', '/api/settings', { agent_settings_diff: { llm } });
  await call('PUT', '/api/settings/secrets', { name: 'TOKEN', value: SECRET });
}

async function aProject(): Promise<string> {
  const project = join(stage.directory, 'project');
  await mkdir(project);
  await git(project, 'init', '-q', '--initial-branch=main', '--template=');
  await writeFile(join(project, 'notes'), 'old\n');
  await git(project, 'add', '--all');
  await git(project, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'first');
  return project;
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd })).stdout.trim();
}

async function call(
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Json> {
  const response = await fetch(server.agentServerUrl + path, {
    method,
    headers: { 'content-type': 'application/json', 'x-session-api-key': SESSION_KEY, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Json;
  if (!response.ok)
    throw new Error(`${method} ${path} was answered with ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function untilStatus(id: string, status: string): Promise<void> {
  const failed = ['error', 'stuck'];
  for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
    const { execution_status: now } = await call('GET', `/api/conversations/${id}`);
    if (now === status) return;
    if (failed.includes(String(now)))
      throw new Error(`The conversation ended with ${String(now)}: ${JSON.stringify(await eventsOf(id))}`);
  }
  throw new Error(`The conversation never was ${status}.`);
}

async function eventsOf(id: string): Promise<Json[]> {
  return (await call('GET', `/api/conversations/${id}/events/search?limit=100`)).items as Json[];
}

function actionsIn(events: readonly Json[]): unknown[] {
  return events.flatMap((event) =>
    event.kind === 'ActionEvent' ? [[(event.action as Json).kind, event.security_risk]] : [],
  );
}
