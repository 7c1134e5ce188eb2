import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeIssuer, InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const SUBSCRIPTION = '/api/llm/subscription/openai';
const SIGNED_OUT = { vendor: 'openai', connected: false, account_email: null, expires_at: null };

let server: TestServer;
let issuer: FakeIssuer;
beforeEach(async () => {
  issuer = await FakeIssuer.start({ agreed: false });
  server = await openTestServer({ storage: new InMemoryStorage(), environment: { OPENAI_AUTH_URL: issuer.url } });
});
afterEach(() => Promise.all([server.close(), issuer.close()]));
const call = callerOf(() => server);

const poll = (device_code: string) => call('POST', `${SUBSCRIPTION}/device/poll`, { device_code });

describe('the subscription', () => {
  it('is signed in to when the person agrees, and out of', async () => {
    expect((await call('GET', `${SUBSCRIPTION}/models`)).body).toMatchObject({
      vendor: 'openai',
      models: expect.arrayContaining(['gpt-5.5']),
    });
    expect((await call('GET', `${SUBSCRIPTION}/status`)).body).toEqual(SIGNED_OUT);
    const { status, body: login } = await call('POST', `${SUBSCRIPTION}/device/start`);
    expect(status).toBe(200);
    expect(login).toEqual({
      device_code: expect.any(String),
      user_code: expect.any(String),
      verification_uri: `${issuer.url}/codex/device`,
      verification_uri_complete: null,
      expires_at: expect.any(Number),
      interval_seconds: 1,
    });
    expect((await poll(login.device_code)).body).toEqual(SIGNED_OUT);
    issuer.agree();
    const signedIn = {
      ...SIGNED_OUT,
      connected: true,
      account_email: 'person@example.com',
      expires_at: expect.any(Number),
    };
    expect((await poll(login.device_code)).body).toEqual(signedIn);
    expect((await call('GET', `${SUBSCRIPTION}/status`)).body).toEqual(signedIn);
    expect((await call('POST', `${SUBSCRIPTION}/logout`)).body).toEqual(SIGNED_OUT);
    expect((await call('GET', `${SUBSCRIPTION}/status`)).body).toEqual(SIGNED_OUT);
  });

  it('knows no sign-in of another name, and says when there is no way to sign in', async () => {
    expect((await poll('none')).status).toBe(404);
    expect((await call('POST', `${SUBSCRIPTION}/device/poll`, {})).status).toBe(422);
    const { body: login } = await call('POST', `${SUBSCRIPTION}/device/start`);
    await issuer.close();
    const failed = await call('POST', `${SUBSCRIPTION}/device/start`);
    expect(failed).toMatchObject({ status: 502, body: { detail: expect.stringContaining('cannot be reached') } });
    expect((await poll(login.device_code)).status).toBe(502);
    expect((await call('GET', `${SUBSCRIPTION}/status`)).body).toEqual(SIGNED_OUT);
    issuer = await FakeIssuer.start();
  });

  it('opens the models that it opens, and no other', async () => {
    const llm = { auth_type: 'subscription', subscription_vendor: 'openai' };
    const saved = await call('POST', '/api/profiles/mine', { llm: { ...llm, model: 'openai/gpt-5.5' } });
    expect(saved.status).toBe(201);
    const { body } = await call('POST', '/api/profiles/other/validate', { llm: { ...llm, model: 'openai/gpt-2' } });
    expect(body).toMatchObject({ valid: false, error: { message: expect.stringContaining('does not open') } });
    const mine = await call('POST', '/api/profiles/mine/validate', { llm: { ...llm, model: 'openai/gpt-5.5' } });
    expect(mine.body).toMatchObject({ valid: false, error: { message: expect.stringContaining('Sign in') } });
  });
});
