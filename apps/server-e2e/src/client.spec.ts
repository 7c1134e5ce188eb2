import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from '@jest/globals';
import { answers, runs } from './harness/model-turns.js';
import { Stage } from './harness/stage.js';

const run = promisify(execFile);
const GIT = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];

/** A busy machine takes its time; without a limit a reader would look for its server for ever. */
const WAIT = { timeoutMs: 50_000 };
const TEST_MS = 60_000;

let stage: Stage;
afterEach(() => stage.strike());

it(
  'answers, branches off, is summed up, and is asked beside the work',
  async () => {
    stage = await Stage.set([
      answers('Hello.'),
      answers('Because you asked.'),
      answers('A greeting.'),
      answers('Again.'),
    ]);
    const client = stage.clientOf(await stage.startServer());
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Say hello.' });
    await client.waitUntil(id, 'finished', WAIT);
    expect(await client.getAgentFinalResponse(id)).toBe('Hello.');
    expect(await client.askAgent(id, 'Why?')).toBe('Because you asked.');
    await client.condenseConversation(id);

    const fork = await client.forkConversation(id, { title: 'Another way' });
    expect(fork).toMatchObject({ title: 'Another way', execution_status: 'idle' });
    expect(await client.countEvents(fork.id)).toBeGreaterThan(0);
    expect(await client.getAgentFinalResponse(fork.id)).toBe('Hello.');
  },
  TEST_MS,
);

it(
  'has actions wait for a person',
  async () => {
    stage = await Stage.set([runs('touch made'), answers('As you like.')]);
    const client = stage.clientOf(await stage.startServer());
    const { conversation_id: id } = await client.newConversation();
    await client.setConfirmationPolicy(id, { kind: 'AlwaysConfirm' });
    await client.sendMessage(id, { content: [{ type: 'text', text: 'Make it.' }], run: true });
    expect(await client.waitUntil(id, 'waiting_for_confirmation', WAIT)).toBe('waiting_for_confirmation');
    await client.respondToConfirmation(id, { accept: false, reason: 'Not now.' });
    expect(await client.listFiles(id)).toEqual([]);
    await client.runConversation(id);
    await client.waitUntil(id, 'finished', WAIT);
    expect(await client.getAgentFinalResponse(id)).toBe('As you like.');
  },
  TEST_MS,
);

it(
  'reads and writes the workspace, and shows what changed in it',
  async () => {
    stage = await Stage.set();
    const client = stage.clientOf(await stage.startServer());
    const { conversation_id: id } = await client.newConversation();
    const bytes = new Uint8Array([0, 255, 10]);
    const uploaded = await client.uploadFiles(id, { 'ünï code.txt': 'text', 'raw.bin': new Blob([bytes]) });
    expect(uploaded.skipped_files).toEqual([]);
    expect([...(await client.listFiles(id))].sort()).toEqual(['raw.bin', 'ünï code.txt']);
    expect(await client.selectFile(id, 'ünï code.txt')).toBe('text');
    expect(await client.downloadFile(id, 'raw.bin')).toEqual(bytes);
    await expect(client.selectFile(id, 'absent')).rejects.toMatchObject({ status: 404 });

    const workspace = stage.workspaceOf(id);
    await run('git', ['init', '--quiet', workspace]);
    await run('git', [...GIT, '-C', workspace, 'add', '.']);
    await run('git', [...GIT, '-C', workspace, 'commit', '--quiet', '--message', 'Begin']);
    await writeFile(join(workspace, 'ünï code.txt'), 'other');
    expect(await client.gitDiff(id, 'ünï code.txt')).toMatchObject({ modified: 'other' });
    expect((await client.gitChanges(id)).map(({ path }) => path)).toContain('ünï code.txt');
  },
  TEST_MS,
);
