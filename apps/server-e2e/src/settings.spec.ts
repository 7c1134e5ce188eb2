import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind } from '@openhands-nest/client';
import { Stage } from './harness/stage.js';
import type { ServerProcess } from './harness/server-process.js';

const KEY = 'sk-of-the-settings-0123456789';

let stage: Stage;
afterEach(() => stage.strike());

describe('the settings', () => {
  it('give runs their model, survive a restart, and lie unreadable on the disk', async () => {
    stage = await Stage.set([{ text: 'Answered by the model of the settings.' }]);
    const withoutModel = { LLM_MODEL: '', LLM_API_KEY: '', LLM_BASE_URL: '' };
    const first = await stage.startServer(withoutModel);
    const llm = { model: 'openai/chosen', api_key: KEY, base_url: stage.model?.baseUrl, num_retries: 1 };
    expect(await send(first, 'POST', '/api/profiles/main', { llm })).toMatchObject({ name: 'main' });
    expect(await send(first, 'POST', '/api/profiles/main/activate')).toMatchObject({ llm_applied: true });
    await send(first, 'PUT', '/api/settings/secrets', { name: 'TOKEN', value: KEY });
    await first.stop('SIGKILL');

    const second = await stage.startServer(withoutModel);
    expect(await send(second, 'GET', '/api/settings')).toMatchObject({
      active_profile: 'main',
      llm_api_key_is_set: true,
      agent_settings: { llm: { model: 'openai/chosen', api_key: '**********' } },
    });
    const client = stage.clientOf(second);
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Hello.' });
    expect(await answerIn(client.events(id))).toContain('Answered by the model of the settings.');
    expect(stage.model?.requests[0]).toMatchObject({
      headers: { authorization: `Bearer ${KEY}` },
      body: { model: 'chosen' },
    });
    expect(await filesWith(stage.dataDirectory, KEY)).toEqual([]);
  });
});

async function send(server: ServerProcess, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(server.agentServerUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

async function answerIn(events: ReturnType<ReturnType<Stage['clientOf']>['events']>): Promise<string> {
  for await (const { event } of events)
    if (event.kind === EventKind.Message && event.source === 'agent') return JSON.stringify(event.llm_message.content);
  return '';
}

/** Files below a directory that hold a text. */
async function filesWith(directory: string, text: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
  return files.filter((_file, index) => found[index]);
}
