import { afterEach, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
afterEach(() => server.close());
const call = callerOf(() => server);

it('lists the secrets that an agent profile refers to', async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
  for (const name of ['ONE', 'TWO']) await call('PUT', '/api/settings/secrets', { name, value: 'x' });
  await call('POST', '/api/agent-profiles/narrow', {
    agent_kind: 'openhands',
    llm_profile_ref: 'none',
    secret_refs: ['TWO'],
  });
  const { body } = await call('GET', '/api/agent-profiles');
  const { id } = (body as unknown as { profiles: { id: string; name: string }[] }).profiles.find(
    ({ name }) => name === 'narrow',
  ) as { id: string };

  const listed = await call('GET', `/api/settings/secrets?agent_profile_id=${id}`);

  expect(listed.body).toEqual({ secrets: [{ name: 'TWO', description: null }] });
  expect((await call('GET', '/api/settings/secrets?agent_profile_id=none')).status).toBe(404);
});
