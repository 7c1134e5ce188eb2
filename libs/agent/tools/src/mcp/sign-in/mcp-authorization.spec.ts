import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { McpAddressSpec, McpSignInState } from '@openhands-nest/agent-ports';
import { AuthorizationServer, McpHttpServer } from '@openhands-nest/testing/mcp';
import { neverAborted } from '../../__fixtures__/tool-context.js';
import { McpConnection } from '../mcp-connection.js';
import { McpAuthorization } from './mcp-authorization.js';
import { passingPlace, type SignInPlace } from './sign-in-place.js';

const BROWSER = { redirectUrl: 'http://localhost:12345/callback', word: 'a-word' };

let authorization: AuthorizationServer;
let server: McpHttpServer;
let connections: McpConnection[];

beforeEach(async () => {
  connections = [];
  authorization = await AuthorizationServer.start();
  server = await new McpHttpServer(authorization).start();
});
afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await Promise.all([server.close(), authorization.close()]);
});

function signInAt(place: SignInPlace, path: '/mcp' | '/sse' = '/mcp', settings = {}): McpAuthorization {
  return new McpAuthorization(server.url(path), { settings, state: {} }, place);
}

function connected(signIn: McpAuthorization, path: '/mcp' | '/sse' = '/mcp'): McpConnection {
  const spec: McpAddressSpec = { transport: path === '/mcp' ? 'http' : 'sse', url: server.url(path), headers: {} };
  const times = { connectMs: 10_000, callMs: 10_000 };
  const noWorkspace = () => Promise.reject(new Error('There is none.'));
  const connection = new McpConnection('web', spec, noWorkspace, times, signIn);
  connections.push(connection);
  return connection;
}

const tools = async (connection: McpConnection) => (await connection.listTools(neverAborted())).map(({ name }) => name);

/** What the person's browser brings back. */
async function browse(url: URL | undefined): Promise<URLSearchParams> {
  const answer = await fetch(url ?? '', { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams;
}

async function signedIn(key = 'one'): Promise<SignInPlace> {
  const place = passingPlace(key, {});
  const signIn = signInAt(place);
  await expect(tools(connected(signIn))).rejects.toThrow('has to be signed in');
  const back = await browse(await signIn.begin(BROWSER));
  await signIn.finish(back.get('code') ?? '');
  return place;
}

describe('the sign-in to an MCP server', () => {
  it('brings a person to the server, registers a client without a secret, and gives requests its token', async () => {
    const signIn = signInAt(passingPlace('one', {}), '/mcp', { scopes: ['read', 'write'], clientName: 'Nest' });
    expect(await tools(connected(signIn)).catch(String)).toContain('signed in');
    expect(signIn.wasRefused).toBe(true);

    const url = await signIn.begin(BROWSER);
    expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({ state: 'a-word', scope: 'read write' });
    expect(authorization.registered).toMatchObject([
      { client_name: 'Nest', token_endpoint_auth_method: 'none', redirect_uris: [BROWSER.redirectUrl] },
    ]);
    const back = await browse(url);
    await signIn.finish(back.get('code') ?? '');
    expect(await tools(connected(signIn))).toContain('echo');
  });

  it.each(['/mcp', '/sse'] as const)('renews a token that is refused, at %s, and keeps the new one', async (path) => {
    const place = await signedIn();
    const before = await place.read();
    authorization.expireTokens();

    expect(await tools(connected(signInAt(place, path), path))).toContain('echo');
    const after = await place.read();
    expect(authorization.renewals).toBe(1);
    expect(after.tokens?.access_token).not.toBe(before.tokens?.access_token);
    expect(after.client_info).toEqual(before.client_info);
  });

  it('renews a token before its end, so that no request is refused', async () => {
    authorization.giveTokensFor(1);
    const place = await signedIn();
    const signIn = signInAt(place);
    await tools(connected(signIn));
    expect(signIn.wasRefused).toBe(false);
    expect(authorization.renewals).toBeGreaterThan(0);
  });

  it('is renewed once for all who share it', async () => {
    const place = await signedIn();
    authorization.expireTokens();
    const lists = await Promise.all([1, 2, 3, 4].map(() => tools(connected(signInAt(place)))));
    expect(lists.map((list) => list.length > 0)).toEqual([true, true, true, true]);
    expect(authorization.renewals).toBe(1);
  });

  it('that the server has ended is told as one, and nothing is registered or lost', async () => {
    const place = await signedIn();
    const before: McpSignInState = await place.read();
    authorization.revoke();
    await expect(tools(connected(signInAt(place)))).rejects.toThrow('has to be signed in to again');
    expect(await place.read()).toEqual(before);
    expect(authorization.registered).toHaveLength(1);
  });

  it('begins without a person where the tokens can be renewed, and with another client where they cannot', async () => {
    const place = await signedIn();
    authorization.expireTokens();
    expect(await signInAt(place).begin(BROWSER)).toBeUndefined();

    authorization.revoke();
    const other = { redirectUrl: 'http://localhost:54321/callback', word: 'another' };
    const signIn = signInAt(place);
    const back = await browse(await signIn.begin(other));
    await signIn.finish(back.get('code') ?? '');
    expect(await tools(connected(signInAt(place)))).toContain('echo');
    expect(authorization.registered).toHaveLength(2);
  });

  it('shows no token in a problem', async () => {
    const place = await signedIn();
    const connection = connected(signInAt(place));
    await tools(connection);
    const { tokens } = await place.read();
    expect(connection.masked(`It said ${String(tokens?.access_token)}.`)).toBe('It said <secret-hidden>.');
  });
});
