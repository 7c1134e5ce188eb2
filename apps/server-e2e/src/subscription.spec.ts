import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { FakeIssuer, FakeResponsesServer } from '@openhands-nest/testing';
import { observationsOf } from './harness/observations.js';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
let issuer: FakeIssuer;
let api: FakeResponsesServer;
afterEach(async () => {
  await stage.strike();
  await Promise.all([issuer.close(), api.close()]);
});

describe('a ChatGPT subscription', () => {
  it('gives conversations their model, through tools, renewals and a restart, and stays secret', async () => {
    issuer = await FakeIssuer.start();
    const run = { name: 'terminal', arguments: JSON.stringify({ command: 'echo by $((40 + 2))' }) };
    api = await new FakeResponsesServer(
      [
        { encryptedReasoning: 'hidden thoughts', toolCalls: [run] },
        { text: 'It said 42.' },
        { text: 'After the restart.' },
      ],
      (authorization) => issuer.accepts(authorization),
    ).start();
    stage = await Stage.set();
    const environment = { OPENAI_AUTH_URL: issuer.url, OPENAI_SUBSCRIPTION_URL: api.baseUrl, AUTO_TITLES: 'false' };
    const first = await stage.startServer(environment);
    const { device_code } = await post(first, '/api/llm/subscription/openai/device/start');
    expect(await post(first, '/api/llm/subscription/openai/device/poll', { device_code })).toMatchObject({
      connected: true,
    });
    const llm = { model: 'openai/gpt-5.5', auth_type: 'subscription', subscription_vendor: 'openai', num_retries: 1 };
    await post(first, '/api/profiles/mine', { llm });
    await post(first, '/api/profiles/mine/activate');

    const client = stage.clientOf(first);
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'How much is it?' });
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    const said = (await observationsOf(client, id)).join('\n');
    expect(said).toContain('by 42');
    expect(api.requests[1]?.body.input).toContainEqual(
      expect.objectContaining({ type: 'reasoning', encrypted_content: 'hidden thoughts' }),
    );
    await first.stop('SIGKILL');

    issuer.expireTokens();
    const again = stage.clientOf(await stage.startServer(environment));
    const { conversation_id: other } = await again.newConversation({ initial_user_msg: 'Still there?' });
    expect(await again.waitUntil(other)).toBe(ExecutionStatus.Finished);
    expect(issuer.renewals).toBe(1);
    for (const secret of issuer.given) {
      expect(said).not.toContain(secret);
      expect(await filesWith(stage.dataDirectory, secret)).toEqual([]);
    }
  });
});

async function post(server: ServerProcess, path: string, body: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(server.agentServerUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** Files below a directory that hold a text. */
async function filesWith(directory: string, text: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
  return files.filter((_file, index) => found[index]);
}
