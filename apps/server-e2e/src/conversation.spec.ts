import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, type ConversationEvent } from '@openhands-nest/client';
import { createBareRepository } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { observationsOf } from './harness/observations.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

describe('a conversation', () => {
  it('goes from a message over a run to a file, and every event comes over the socket', async () => {
    stage = await Stage.set([runs('echo 42 > answer.txt && cat answer.txt'), answers('The answer is in answer.txt.')]);
    const client = stage.clientOf(await stage.startServer());
    const { conversation_id: id } = await client.newConversation();
    const received: ConversationEvent[] = [];
    const watching = (async () => {
      for await (const { event } of client.events(id)) {
        received.push(event);
        if (event.kind === EventKind.StateUpdate && event.value === ExecutionStatus.Finished) return;
      }
    })();

    await client.sendMessage(id, { content: [{ type: 'text', text: 'What is the answer?' }] });
    await client.runConversation(id);
    await watching;

    expect(await readFile(join(stage.workspaceOf(id), 'answer.txt'), 'utf8')).toBe('42\n');
    expect((await observationsOf(client, id))[0]).toContain('42');
    const stored: ConversationEvent[] = [];
    for await (const event of client.allEvents(id, { limit: 3 })) stored.push(event);
    expect(received).toEqual(stored.slice(0, received.length));
    expect(received.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([EventKind.SystemPrompt, EventKind.Message, EventKind.Action, EventKind.Observation]),
    );
    expect(await client.getConversation(id)).toMatchObject({ status: 'RUNNING', conversation_id: id });
  });

  it('replays a recording without a model', async () => {
    stage = await Stage.set();
    const client = stage.clientOf(await stage.startServer());
    const recording = [
      { source: 'user', action: 'message', args: { content: 'make a file' } },
      { source: 'agent', action: 'run', args: { command: 'echo replayed > file.txt' } },
      { source: 'agent', action: 'finish', args: { final_thought: 'done' } },
    ];
    const { conversation_id: id } = await client.newConversation({ replay_json: JSON.stringify(recording) });
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect(await readFile(join(stage.workspaceOf(id), 'file.txt'), 'utf8')).toBe('replayed\n');
  });

  it('works in a clone of a local repository where that is allowed', async () => {
    stage = await Stage.set([runs('cat hello.txt && git branch --show-current'), answers('Seen.')]);
    const repository = join(stage.directory, 'shop.git');
    await createBareRepository(repository, {
      files: { 'hello.txt': 'hello from main\n' },
      branches: { next: { 'hello.txt': 'hello from next\n' } },
    });
    const client = stage.clientOf(await stage.startServer({ ALLOW_LOCAL_REPOSITORIES: 'true' }));
    const { conversation_id: id } = await client.newConversation({
      repository,
      selected_branch: 'next',
      initial_user_msg: 'look',
    });

    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect((await observationsOf(client, id))[0]).toMatch(/hello from next[^]*next/);
    expect(await client.getConversation(id)).toMatchObject({
      selected_repository: repository,
      selected_branch: 'next',
      trigger: 'gui',
    });
  });

  it('can be interrupted in the middle of a command, and go on', async () => {
    stage = await Stage.set([runs('echo begun; sleep 1000'), answers('All right.')]);
    const client = stage.clientOf(await stage.startServer());
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'wait' });
    for await (const { event } of client.events(id)) if (event.kind === EventKind.Action) break;
    await client.sendMessage(id, { content: [{ type: 'text', text: 'Never mind.' }] });
    await client.interruptConversation(id);
    expect(await client.waitUntil(id, [ExecutionStatus.Paused])).toBe(ExecutionStatus.Paused);

    await client.runConversation(id);
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect(JSON.stringify(stage.model?.requests[1]?.body)).toContain('Never mind.');
  });
});
