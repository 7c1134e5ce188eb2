import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const BASE = '/api/meta-profiles';
const PROFILE = { classifier_model: 'fast', classes: [{ description: 'It needs eyes.', model: 'vision' }] };

let server: TestServer;
const call = callerOf(() => server);
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(() => server.close());

describe('meta-profiles', () => {
  it('are saved, listed, read and deleted', async () => {
    expect(await call('POST', `${BASE}/route`, PROFILE)).toEqual({
      status: 201,
      body: { name: 'route', message: "Meta-profile 'route' saved" },
    });
    await call('POST', `${BASE}/ask`, { classifier_model: 'fast', prompt_template: 'Which of {{ model_table }}?' });
    expect((await call('GET', BASE)).body).toEqual({
      meta_profiles: [
        { name: 'ask', classifier_model: 'fast', num_classes: 0 },
        { name: 'route', classifier_model: 'fast', num_classes: 1 },
      ],
      active_meta_profile: null,
    });
    expect((await call('GET', `${BASE}/route`)).body).toMatchObject({ name: 'route', config: PROFILE });
    for (let times = 0; times < 2; times += 1) expect((await call('DELETE', `${BASE}/route`)).status).toBe(200);
    expect((await call('GET', `${BASE}/route`)).status).toBe(404);
  });

  it('are fifty at most', async () => {
    for (let index = 0; index < 50; index += 1) await call('POST', `${BASE}/p${index}`, PROFILE);
    expect((await call('POST', `${BASE}/more`, PROFILE)).status).toBe(409);
    expect((await call('POST', `${BASE}/p1`, PROFILE)).status).toBe(201);
  });

  it.each([{}, { classifier_model: 'fast' }, { classifier_model: 'fast', classes: [{ model: 'x' }] }])(
    'are refused as %j',
    async (body) => {
      expect((await call('POST', `${BASE}/bad`, body)).status).toBe(422);
    },
  );

  it('have names, and cannot be made active', async () => {
    expect((await call('GET', `${BASE}/-x`)).status).toBe(422);
    expect((await call('POST', `${BASE}/route/activate`, {})).status).toBe(501);
  });
});
