import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { AuthorizationServer, McpHttpServer } from '@openhands-nest/testing/mcp';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const START = '/api/mcp/oauth/start';

let server: TestServer;
let web: McpHttpServer;
let authorization: AuthorizationServer;
beforeEach(async () => {
  authorization = await AuthorizationServer.start();
  [server, web] = await Promise.all([
    openTestServer({ storage: new InMemoryStorage() }),
    new McpHttpServer(authorization).start(),
  ]);
});
afterEach(() => Promise.all([server.close(), web.close(), authorization.close()]));
const call = callerOf(() => server);

const remote = (auth: object = {}) => ({ url: web.url('/mcp'), auth: { strategy: 'oauth2', ...auth } });
const status = async (jobId: string) => (await call('GET', `/api/mcp/oauth/status/${jobId}`)).body;
const callback = (jobId: string, url: string) =>
  call('POST', `/api/mcp/oauth/callback/${jobId}`, { callback_url: url });

/** Where the person's browser is sent to. */
async function agree(authorizationUrl: string): Promise<string> {
  const answer = await fetch(authorizationUrl, { redirect: 'manual' });
  return answer.headers.get('location') ?? '';
}

async function signedInState(): Promise<object> {
  const { body } = await call('POST', START, { server: remote() });
  return (await callback(body.job_id, await agree(body.authorization_url))).body.oauth_state as object;
}

describe('the sign-in to an MCP server', () => {
  it('is finished by the browser that comes back', async () => {
    const { status: code, body: started } = await call('POST', START, { server: remote() });
    expect(code).toBe(200);
    expect(started).toEqual({ ok: true, job_id: expect.any(String), authorization_url: expect.any(String) });
    expect(await status(started.job_id)).toEqual({
      ok: true,
      status: 'authorizing',
      job_id: started.job_id,
      authorization_url: started.authorization_url,
      callback_ready: true,
    });

    const page = await fetch(started.authorization_url);
    expect(await page.text()).toContain('close this window');
    let now = await status(started.job_id);
    while (now.status === 'authorizing') now = await status(started.job_id);
    expect(now).toMatchObject({ ok: true, status: 'succeeded', tools: expect.arrayContaining(['echo']) });
    const { tokens, client_info, token_expires_at } = now.oauth_state;
    expect(tokens).toMatchObject({ access_token: expect.stringMatching(/^gAAAA/), token_type: 'Bearer' });
    expect(client_info.client_id).toBe(authorization.registered[0]?.client_id);
    expect(token_expires_at).toBeGreaterThan(Date.now() / 1000);
  });

  it('is finished by an address that a person copies, and shows its secrets to nobody', async () => {
    const state = await signedInState();
    expect(authorization.given).toHaveLength(2);
    for (const secret of authorization.given) {
      expect(JSON.stringify(state)).not.toContain(secret);
      expect(server.log.join('\n')).not.toContain(secret);
    }
  });

  it('can be kept in the settings and tried again, without a person', async () => {
    const state = await signedInState();
    await call('POST', '/api/settings/mcp/mine', remote({ state }));
    const { body } = await call('GET', '/api/settings', undefined, 'encrypted');
    const kept = body.agent_settings.mcp_config.mine;
    authorization.expireTokens();

    const { body: tried } = await call('POST', '/api/mcp/test', { server: { url: kept.url, auth: kept.auth } });
    expect(tried).toMatchObject({ ok: true, oauth_state: { tokens: { refresh_token: expect.any(String) } } });
    const auth = { ...kept.auth, state: tried.oauth_state };
    authorization.expireTokens();
    expect((await call('POST', START, { server: { url: kept.url, auth } })).body).toEqual({
      ok: true,
      job_id: expect.any(String),
    });
    expect(authorization.renewals).toBe(2);
  });

  it('that a person refuses has failed', async () => {
    authorization.refuseConsent();
    const { body } = await call('POST', START, { server: remote() });
    const { body: after } = await callback(body.job_id, await agree(body.authorization_url));
    expect(after).toMatchObject({ ok: false, status: 'failed', error_kind: 'connection' });
    expect(after.error).toContain('access_denied');
  });

  it('is not there for a server that cannot be reached, or needs none', async () => {
    const nowhere = { url: 'http://127.0.0.1:9/mcp', auth: { strategy: 'oauth2' } };
    expect((await call('POST', START, { server: nowhere, timeout: 5 })).body).toMatchObject({
      ok: false,
      job_id: expect.any(String),
      error_kind: 'connection',
    });
    const open = await new McpHttpServer().start();
    const { body } = await call('POST', START, { server: { ...remote(), url: open.url('/mcp') } });
    expect(body).toEqual({ ok: true, job_id: expect.any(String) });
    expect(await status(body.job_id)).toMatchObject({ status: 'succeeded', callback_ready: false });
    await open.close();
  });

  it('answers in time for a server that says nothing', async () => {
    const silent = await new McpHttpServer().start();
    const { body } = await call('POST', START, { server: { ...remote(), url: silent.url('/silent') }, timeout: 1 });
    expect(body).toMatchObject({ ok: false, job_id: expect.any(String), error_kind: 'timeout' });
    await silent.close();
  });

  it.each([
    ['bogus', 400],
    ['https://localhost/callback', 400],
    ['http://example.com/callback', 400],
    ['http://localhost:1/callback?code=1', 400],
  ])('refuses the callback %s', async (url, expected) => {
    const { body } = await call('POST', START, { server: remote() });
    expect((await callback(body.job_id, url)).status).toBe(expected);
  });

  it('refuses a callback with another word, or before it waits for one', async () => {
    const { body } = await call('POST', START, { server: remote() });
    const back = new URL(await agree(body.authorization_url));
    back.searchParams.set('state', 'another');
    expect((await callback(body.job_id, back.href)).status).toBe(400);
    expect((await fetch(back)).status).toBe(400);
    expect((await status(body.job_id)).status).toBe('authorizing');

    const failed = await call('POST', START, { server: { ...remote(), url: 'http://127.0.0.1:9/mcp' } });
    expect((await callback(failed.body.job_id, 'http://localhost:1/callback')).status).toBe(409);
  });

  it('is known by its id, and is for servers with such a sign-in', async () => {
    expect((await call('GET', '/api/mcp/oauth/status/none')).status).toBe(404);
    expect((await callback('none', 'http://127.0.0.1/callback')).status).toBe(404);
    expect((await call('POST', START, { server: { url: web.url('/mcp') } })).status).toBe(400);
    expect((await call('POST', START, {})).status).toBe(422);
  });
});
