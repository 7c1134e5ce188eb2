import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeOpenAiServer, InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
let model: FakeOpenAiServer;
let folder: string;
const call = appCallerOf(() => server);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'microagents-'));
  model = await new FakeOpenAiServer([]).start();
  server = await openTestServer({
    storage: new InMemoryStorage(),
    environment: { LLM_MODEL: 'openai/fake', LLM_API_KEY: 'sk', LLM_BASE_URL: model.baseUrl, LLM_NUM_RETRIES: '1' },
  });
});
afterEach(async () => {
  await server.close();
  await model.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function liveConversation(): Promise<string> {
  const { view } = await server.engine.create({ directory: folder });
  const { id } = view.record;
  await server.engine.send(id, { content: [{ type: 'text', text: 'Fix the parser.' }], run: false });
  while ((await server.engine.get(id)).status !== 'RUNNING') await new Promise((resolve) => setImmediate(resolve));
  return id;
}

describe('GET /api/conversations/{id}/microagents', () => {
  it('shows what the agent of a live conversation knows, and nothing behind a link out of the workspace', async () => {
    await write({
      '.openhands/microagents/repo.md':
        '---\nmcp_tools:\n  stdio_servers:\n    - name: fetch\n      command: uvx\n---\nRun make.',
      '.openhands/microagents/docker.md': '---\ntriggers: [docker]\n---\nUse compose.',
      '.openhands/microagents/release.md':
        '---\ninputs:\n  - name: VERSION\n    description: Its number\n---\nRelease it.',
      'secret.txt': 'secret',
    });
    await symlink('/etc/hostname', join(folder, '.openhands/microagents/leak.md'));
    const id = await liveConversation();

    const { status, body } = await call('GET', `/api/conversations/${id}/microagents`);

    expect(status).toBe(200);
    expect(body.microagents).toEqual([
      { name: 'docker', type: 'knowledge', content: 'Use compose.', triggers: ['docker'], inputs: [], tools: [] },
      {
        name: 'release',
        type: 'knowledge',
        content: expect.stringContaining('Release it.'),
        triggers: ['/release'],
        inputs: [{ name: 'VERSION', description: 'Its number' }],
        tools: [],
      },
      { name: 'repo', type: 'repo', content: 'Run make.', triggers: [], inputs: [], tools: ['fetch'] },
    ]);
  });

  it('is not there for a conversation that is stopped or unknown', async () => {
    const id = await liveConversation();
    await server.engine.stop(id);

    const stopped = await call('GET', `/api/conversations/${id}/microagents`);
    expect(stopped).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('Start it, then ask again.') },
    });
    expect((await call('GET', '/api/conversations/none/microagents')).status).toBe(404);
  });
});

describe('GET /api/conversations/{id}/remember-prompt', () => {
  const ask = async (query = '?event_id=5') =>
    call('GET', `/api/conversations/${await liveConversation()}/remember-prompt${query}`);

  it('has the model write the message, from what happened around the event', async () => {
    model.push({ text: 'Here: <update_prompt>\nRemember to run make.\n</update_prompt>' });

    expect(await ask()).toEqual({ status: 200, body: { status: 'success', prompt: 'Remember to run make.' } });

    expect(JSON.stringify(model.requests[0]?.body)).toContain('Fix the parser.');
  });

  it('says what is wrong with the question or the model', async () => {
    expect((await ask('')).status).toBe(422);
    expect((await ask('?event_id=x')).status).toBe(422);
    model.push({ text: 'I do not know.' });
    expect((await ask()).status).toBe(502);
    expect((await call('GET', '/api/conversations/none/remember-prompt?event_id=1')).status).toBe(404);
  });
});
