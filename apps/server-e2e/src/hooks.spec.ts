import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, type EventOf, type OpenHandsClient } from '@openhands-nest/client';
import { createBareRepository } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

async function hookEvents(client: OpenHandsClient, id: string): Promise<EventOf<typeof EventKind.HookExecution>[]> {
  const events: EventOf<typeof EventKind.HookExecution>[] = [];
  for await (const event of client.allEvents(id, { kind: EventKind.HookExecution }))
    events.push(event as EventOf<typeof EventKind.HookExecution>);
  return events;
}

async function create(server: ServerProcess, directory: string, hooks: object): Promise<string> {
  const response = await fetch(`${server.agentServerUrl}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      agent: {
        llm: { model: 'openai/fake-model', api_key: 'sk-x', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }],
      },
      workspace: { working_dir: directory },
      hook_config: hooks,
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Tidy up.' }] },
    }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

describe('hooks', () => {
  it('run in the workspace, refuse what they do not like, and send the agent on', async () => {
    stage = await Stage.set([
      runs('rm -rf build'),
      runs('echo kept > kept.txt'),
      answers('Done.'),
      answers('Checked.'),
    ]);
    const server = await stage.startServer();
    const directory = join(stage.directory, 'work');
    const id = await create(server, directory, {
      PreToolUse: [
        { matcher: 'terminal', hooks: [{ command: 'if grep -q "rm -rf"; then echo "Never rm -rf." >&2; exit 2; fi' }] },
      ],
      PostToolUse: [{ hooks: [{ command: 'cat >> "$OPENHANDS_PROJECT_DIR/calls.log"' }] }],
      UserPromptSubmit: [{ hooks: [{ command: `echo '{"additionalContext": "Today is Friday."}'` }] }],
      Stop: [{ hooks: [{ command: 'test -e asked || { touch asked; echo "Check it first." >&2; exit 2; }' }] }],
    });
    const client = stage.clientOf(server);

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);

    const told = JSON.stringify(stage.model?.requests.at(-1)?.body);
    for (const words of ['Never rm -rf.', 'Today is Friday.', '[Stop hook feedback] Check it first.'])
      expect(told).toContain(words);
    expect(await observationsOf(client, id)).toHaveLength(1);
    expect(JSON.parse(await readFile(join(directory, 'calls.log'), 'utf8'))).toMatchObject({
      event_type: 'PostToolUse',
      tool_input: { command: 'echo kept > kept.txt' },
      session_id: id,
      working_dir: directory,
    });
    expect((await hookEvents(client, id)).map(({ hook_event_type, blocked }) => [hook_event_type, blocked])).toEqual([
      ['UserPromptSubmit', false],
      ['PreToolUse', true],
      ['PreToolUse', false],
      ['PostToolUse', false],
      ['Stop', true],
      ['Stop', false],
    ]);
  });

  it('come from the repository as well', async () => {
    stage = await Stage.set([answers('Hello.')]);
    const repository = join(stage.directory, 'shop.git');
    const hooks = { hooks: { SessionStart: [{ hooks: [{ command: `echo '{"additionalContext": "Use tabs."}'` }] }] } };
    await createBareRepository(repository, { files: { '.openhands/hooks.json': JSON.stringify(hooks) } });
    const client = stage.clientOf(await stage.startServer({ ALLOW_LOCAL_REPOSITORIES: 'true' }));
    const { conversation_id: id } = await client.newConversation({ repository, initial_user_msg: 'look' });

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);

    expect(JSON.stringify(stage.model?.requests[0]?.body)).toContain('Use tabs.');
    expect(await hookEvents(client, id)).toMatchObject([{ hook_event_type: 'SessionStart', success: true }]);
  });
});
