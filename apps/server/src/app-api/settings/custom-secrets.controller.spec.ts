import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { appCallerOf, callerOf } from '../../__fixtures__/settings-caller.js';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());

const call = appCallerOf(() => server);
const callAgentServer = callerOf(() => server);

describe('secrets of the OpenHands API', () => {
  it('are kept, listed without values, renamed and removed', async () => {
    expect(await call('GET', '/api/secrets')).toEqual({ status: 200, body: { custom_secrets: [] } });
    const made = await call('POST', '/api/secrets', { name: 'DB_KEY', value: 'geheim', description: 'the database' });
    expect(made).toEqual({ status: 201, body: { message: expect.any(String) } });
    expect((await call('GET', '/api/secrets')).body).toEqual({
      custom_secrets: [{ name: 'DB_KEY', description: 'the database' }],
    });

    const renamed = await call('PUT', '/api/secrets/DB_KEY', { name: 'DATABASE_KEY', description: 'new' });
    expect(renamed).toEqual({ status: 200, body: { message: expect.any(String) } });
    expect((await call('GET', '/api/secrets')).body).toEqual({
      custom_secrets: [{ name: 'DATABASE_KEY', description: 'new' }],
    });
    const value = await fetch(`${server.agentServerUrl}/api/settings/secrets/DATABASE_KEY`);
    expect(await value.text()).toBe('geheim');

    expect((await call('DELETE', '/api/secrets/DATABASE_KEY')).status).toBe(200);
    expect((await call('GET', '/api/secrets')).body).toEqual({ custom_secrets: [] });
    expect(server.log.join()).not.toContain('geheim');
  });

  it('are the same ones as those of the Agent Server', async () => {
    await callAgentServer('PUT', '/api/settings/secrets', { name: 'A', value: 'x', description: null });
    expect((await call('GET', '/api/secrets')).body).toEqual({ custom_secrets: [{ name: 'A', description: null }] });
  });

  it('have names of their own', async () => {
    await call('POST', '/api/secrets', { name: 'A', value: 'first' });
    await call('POST', '/api/secrets', { name: 'B', value: 'x' });
    const again = await call('POST', '/api/secrets', { name: 'A', value: 'second' });
    expect(again).toEqual({ status: 400, body: { message: 'Secret A already exists' } });
    expect((await call('PUT', '/api/secrets/B', { name: 'A' })).status).toBe(400);
    expect(await call('PUT', '/api/secrets/C', { name: 'D' })).toEqual({
      status: 404,
      body: { error: 'Secret with ID C not found' },
    });
    expect((await call('DELETE', '/api/secrets/C')).status).toBe(404);
    const value = await fetch(`${server.agentServerUrl}/api/settings/secrets/A`);
    expect(await value.text()).toBe('first');
  });

  it('of one name are made once, however many ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => call('POST', '/api/secrets', { name: 'A', value: `v${index}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400]);
  });

  it('are refused without being repeated', async () => {
    for (const body of [
      { value: 'geheim' },
      { name: 'A', value: ['geheim'] },
      { name: 'a-b', value: 'geheim' },
      { name: 'A', value: '' },
    ]) {
      for (const answer of [
        await call('POST', '/api/secrets', body),
        await callAgentServer('PUT', '/api/settings/secrets', body),
      ]) {
        expect(answer.status).toBe(422);
        expect(JSON.stringify(answer.body)).not.toContain('geheim');
      }
    }
  });
});
