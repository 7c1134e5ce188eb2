import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '22222222-2222-4333-8444-555555555555';
const KEY = 'a key; with=more ü';

let server: TestServer;
let directory: string;

beforeAll(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'openhands-nest-shown-')));
  const workspace = join(directory, 'workspace');
  await mkdir(join(workspace, 'site'), { recursive: true });
  await mkdir(join(workspace, 'empty'));
  await writeFile(join(workspace, 'site', 'index.html'), '<h1>hi</h1>');
  await writeFile(join(workspace, 'ünï text.txt'), 'text');
  await writeFile(join(directory, 'secret.txt'), 'secret');
  await symlink(join(workspace, 'site'), join(workspace, 'inside'));
  await symlink(join(directory, 'secret.txt'), join(workspace, 'outside.txt'));
  await symlink(directory, join(workspace, 'up'));
  server = await openTestServer({ storage: new InMemoryStorage(), environment: { SESSION_API_KEY: encodeURI(KEY) } });
  await server.engine.create({ conversationId: ID, directory: workspace });
  await server.engine.create({ conversationId: OTHER, directory: workspace });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

const key = encodeURI(KEY);
const files = (path: string, id = ID): string => `${server.agentServerUrl}/api/conversations/${id}/workspace${path}`;
const show = (path: string, headers: Record<string, string> = { 'x-session-api-key': key }) =>
  fetch(files(path), { headers });

async function session(method: string, headers: Record<string, string> = { 'x-session-api-key': key }) {
  return fetch(`${server.agentServerUrl}/api/auth/workspace-session`, { method, headers });
}

describe('files of a workspace', () => {
  it('are shown with the type that their names promise', async () => {
    const text = await show('/%C3%BCn%C3%AF%20text.txt');
    expect([text.status, await text.text()]).toEqual([200, 'text']);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await show('/%C3%BCn%C3%AF%20text.txt', { 'x-session-api-key': key, range: 'bytes=0-1' })).status).toBe(
      206,
    );
  });

  it('are index pages of directories, which run without an origin', async () => {
    for (const path of ['/site', '/site/', '/inside/index.html']) {
      const page = await show(path);
      expect([page.status, await page.text()]).toEqual([200, '<h1>hi</h1>']);
      expect(page.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-same-origin)/);
    }
    for (const path of ['', '/', '/empty', '/nothing.txt', '/site/index.html/x']) {
      expect([path, (await show(path)).status]).toEqual([path, 404]);
    }
  });

  it('never lie outside, whatever the path or a link says', async () => {
    for (const path of [
      '/outside.txt',
      '/up/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/site/..%2f..%2fsecret.txt',
      '/x%00',
    ]) {
      expect([path, (await show(path)).status]).toEqual([path, 400]);
    }
  });

  it('belong to conversations that exist', async () => {
    const headers = { 'x-session-api-key': key };
    expect((await fetch(files('/a', '33333333-2222-4333-8444-555555555555'), { headers })).status).toBe(404);
    expect((await fetch(files('/a', 'nope'), { headers })).status).toBe(422);
  });
});

describe('the cookie', () => {
  it('opens files, of every workspace, and nothing else', async () => {
    const response = await session('POST');
    expect(response.status).toBe(204);
    const [cookie = '', beside = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^oh_workspace_session_key=\S+; Path=\/api\/conversations; HttpOnly; Max-Age=315360000; SameSite=None; Secure; Partitioned$/,
    );
    expect(beside).toContain('Path=/agent-server/api/conversations;');

    const headers = { cookie: `a=b; ${cookie.split(';')[0]}` };
    expect((await show('/site', headers)).status).toBe(200);
    const { origin } = new URL(server.agentServerUrl);
    for (const path of [
      `/api/conversations/${ID}/events/count`,
      '/api/file/home',
      `/api/conversations/${ID}/workspaces`,
    ]) {
      expect((await fetch(origin + path, { headers })).status).toBe(401);
    }
    expect((await session('POST', headers)).status).toBe(401);
    expect((await show('/site', { cookie: 'oh_workspace_session_key=%' })).status).toBe(401);
    expect((await show('/site', {})).status).toBe(401);
  });

  it('is taken back', async () => {
    const response = await session('DELETE');
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^oh_workspace_session_key=; Path=\/api\/conversations; HttpOnly; Max-Age=0;/,
    );
  });

  it('of one conversation opens its files alone', async () => {
    const cookie = `oh_workspace_session_key=${server.keys.keyFor(ID) ?? ''}`;
    expect((await show('/site', { cookie })).status).toBe(200);
    expect((await fetch(files('/site', OTHER), { headers: { cookie } })).status).toBe(401);
  });

  it('is only for encrypted connections, unless the machine is this one', async () => {
    const headers = { 'x-session-api-key': key, 'x-forwarded-host': 'agents.example' };
    expect((await session('POST', headers)).headers.getSetCookie()[0]).not.toContain('Secure');
    const encrypted = { ...headers, 'x-forwarded-proto': 'https, http' };
    expect((await session('POST', encrypted)).headers.getSetCookie()[0]).toContain('; Secure; Partitioned');
  });
});

describe('pages of other origins', () => {
  const preflight = (url: string, origin: string) =>
    fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });

  it('may show workspaces, with the cookie, and use nothing else', async () => {
    const origin = 'https://canvas.example';
    const shown = await show('/site', { origin, 'x-session-api-key': key });
    expect(shown.headers.get('access-control-allow-origin')).toBe(origin);
    expect(shown.headers.get('access-control-allow-credentials')).toBe('true');
    expect((await preflight(files('/site'), origin)).status).toBe(200);
    expect((await preflight(`${server.agentServerUrl}/api/auth/workspace-session`, origin)).status).toBe(200);
    expect((await preflight(`${server.agentServerUrl}/api/file/home`, origin)).status).toBe(400);
    expect((await preflight(files('/site'), 'null')).status).toBe(400);
  });

  it('may not, when the server has no key', async () => {
    const open = await openTestServer({ storage: new InMemoryStorage() });
    try {
      const url = `${open.agentServerUrl}/api/conversations/${ID}/workspace`;
      expect((await preflight(url, 'https://evil.example')).status).toBe(400);
      expect((await fetch(url, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    } finally {
      await open.close();
    }
  });
});
