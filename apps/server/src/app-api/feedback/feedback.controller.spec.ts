import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationDocument } from '@openhands-nest/agent-core';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
let storage: InMemoryStorage;
let conversationId: string;
let id: string;
let dataDirectory: string;
beforeEach(async () => {
  storage = new InMemoryStorage();
  server = await openTestServer({ storage });
  const { record } = (await server.engine.create({ trigger: 'gui' })).view;
  conversationId = record.id;
  id = toHexId(record.id);
  dataDirectory = dirname(dirname(record.spec.workspace.directory));
});
afterEach(() => server.close());

const call = appCallerOf(() => server);

describe('feedback', () => {
  const feedback = { email: 'a@b.c', version: '1.0', permissions: 'private', polarity: 'positive' };

  it('is kept on the machine, for the operator to read', async () => {
    const { status, body } = await call('POST', `/api/conversations/${id}/submit-feedback`, feedback);
    expect([status, body.body]).toEqual([
      200,
      { message: expect.any(String), feedback_id: expect.any(String), password: '' },
    ]);
    const kept = JSON.parse(await readFile(join(dataDirectory, 'feedback.jsonl'), 'utf8'));
    expect(kept).toMatchObject({ id: body.body.feedback_id, conversation_id: id, ...feedback });
  });

  it('is refused when it says nothing, or is about nothing', async () => {
    const other = { ...feedback, polarity: 'so-so' };
    expect((await call('POST', `/api/conversations/${id}/submit-feedback`, other)).status).toBe(422);
    expect((await call('POST', `/api/conversations/${'0'.repeat(32)}/submit-feedback`, feedback)).status).toBe(404);
  });
});

describe('the configuration of an experiment', () => {
  it('is noted once, and false is no failure', async () => {
    const path = `/api/conversations/${id}/exp-config`;
    expect(await call('POST', path, { config: { arm: 'a' } })).toEqual({ status: 200, body: false });
    expect(await call('POST', path, { config: { arm: 'b' } })).toEqual({ status: 200, body: false });
    expect((await call('POST', path, { config: { arm: 1 } })).status).toBe(422);
  });

  it('goes with its conversation', async () => {
    const path = `/api/conversations/${id}`;
    await call('POST', `${path}/exp-config`, { config: { arm: 'a' } });
    const name = conversationDocument(conversationId, 'experiment');
    expect(await storage.settings.read(name)).toEqual({ config: { arm: 'a' } });

    expect((await call('DELETE', path)).body).toBe(true);

    expect(await storage.settings.read(name)).toBeUndefined();
  });
});
