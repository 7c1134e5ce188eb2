import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const ID = '11111111-2222-4333-8444-555555555555';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const NAME = 'CODEX_AUTH_JSON';
const SOURCE = { url: 'http://127.0.0.1:9/credential', headers: { authorization: 'Bearer x' } };

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());
const call = callerOf(() => server);

describe('a credential that is kept elsewhere', () => {
  it.each([
    [ID, NAME, SOURCE, 409],
    [ID, NAME, { url: 'x' }, 409],
    [ID, 'GITHUB_TOKEN', SOURCE, 404],
    [UNKNOWN, NAME, SOURCE, 404],
    [ID, NAME, {}, 422],
    [ID, NAME, { url: '' }, 422],
    [ID, NAME, { url: 'x'.repeat(4097) }, 422],
    [ID, NAME, { ...SOURCE, more: 1 }, 422],
    [ID, NAME, { ...SOURCE, headers: { a: '' } }, 422],
    [ID, NAME, { ...SOURCE, headers: { a: 'x'.repeat(8193) } }, 422],
    [ID, NAME, { ...SOURCE, headers: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`h${n}`, 'x'])) }, 422],
  ])('of %s, %s, cannot be bound to an agent that does not use it', async (id, name, body, status) => {
    await call('POST', '/api/conversations', {
      agent: { llm: { model: 'openai/m' }, tools: [] },
      workspace: { working_dir: '/srv/work' },
      conversation_id: ID,
    });
    const answer = await call('PUT', `/api/conversations/${id}/credential-bindings/${name}`, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveProperty('detail');
  });
});
