import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, type EventOf } from '@openhands-nest/client';
import { finishes, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

const run = promisify(execFile);

it('has an agent go on that has changed nothing in its repository', async () => {
  const replies = [finishes('All is well.'), runs('echo repaired > code.txt'), finishes('Now it is.')];
  stage = await Stage.set(() => replies.shift() ?? finishes('I have said all.'));
  const server = await stage.startServer();
  const directory = join(stage.directory, 'repository');
  await mkdir(directory);
  await run('git', ['init', '-q', '--template=', '-b', 'main', directory]);

  const response = await fetch(`${server.agentServerUrl}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      agent: {
        llm: { model: 'openai/fake-model', api_key: 'sk-x', base_url: stage.model?.baseUrl },
        tools: [{ name: 'terminal' }],
        critic: { kind: 'EmptyPatchCritic', iterative_refinement: { max_iterations: 2 } },
      },
      workspace: { working_dir: directory },
      initial_message: { role: 'user', content: [{ type: 'text', text: 'Repair it.' }] },
    }),
  });
  const { id } = (await response.json()) as { id: string };
  const client = stage.clientOf(server);
  expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);

  const scores: unknown[] = [];
  for await (const event of client.allEvents(id, { kind: EventKind.Action })) {
    scores.push((event as EventOf<typeof EventKind.Action>).critic_result?.score);
  }
  expect(scores).toEqual([0, undefined, 1]);
  expect(await readFile(join(directory, 'code.txt'), 'utf8')).toBe('repaired\n');
});
