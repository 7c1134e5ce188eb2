import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ServerProcess } from './harness/server-process.js';
import { Stage } from './harness/stage.js';

const KEY = 'the key';
const MEBIBYTE = 1024 * 1024;

let stage: Stage;
let server: ServerProcess;
let id: string;
let project: string;

beforeAll(async () => {
  stage = await Stage.set();
  server = await stage.startServer({ SESSION_API_KEY: KEY });
  id = (await stage.clientOf(server, KEY).newConversation()).conversation_id;
  project = join(stage.workspaceOf(id), 'project');
  await mkdir(project, { recursive: true });
});
afterAll(() => stage.strike());

function call(
  path: string,
  query: Record<string, string> = {},
  init: RequestInit = {},
  origin = server.agentServerUrl,
) {
  const parameters = new URLSearchParams(query).toString();
  return fetch(`${origin}${path}?${parameters}`, { headers: { 'x-session-api-key': KEY }, ...init });
}

async function upload(path: string, content: Blob): Promise<unknown> {
  const body = new FormData();
  body.set('file', content, 'name');
  return (await call('/api/file/upload', { path }, { method: 'POST', body })).json();
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  return execFileSync('git', [...identity, ...args], { cwd: project, encoding: 'utf8' }).trim();
}

/** Memory that the server holds, in mebibytes. */
async function memoryOf({ pid }: ServerProcess): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

it('takes a file that is far larger than the memory it uses for it, and gives it back', async () => {
  const size = 192 * MEBIBYTE;
  const before = await memoryOf(server);
  const path = join(stage.directory, 'large file.bin');
  const piece = new Blob([Buffer.alloc(MEBIBYTE, 'x')]);
  expect(await upload(path, new Blob(Array.from({ length: 192 }, () => piece)))).toEqual({
    success: true,
    file_size: size,
  });
  expect((await memoryOf(server)) - before).toBeLessThan(128);

  const response = await call(
    '/api/file/download',
    { path },
    { headers: { 'x-session-api-key': KEY, range: 'bytes=-5' } },
  );
  expect([response.status, await response.text()]).toEqual([206, 'xxxxx']);
  expect((await stat(path)).size).toBe(size);
});

it('shows the work in a repository, under both addresses', async () => {
  git('init', '--quiet', '--initial-branch=main');
  await upload(join(project, 'page.html'), new Blob(['<p>one</p>\n']));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A page');
  await upload(join(project, 'page.html'), new Blob(['<p>two</p>\n']));

  for (const origin of [server.agentServerUrl, `${server.url}/agent-server`]) {
    const ask = async (path: string, query: Record<string, string>) =>
      (await call(`/api/git/${path}`, query, {}, origin)).json();
    expect(await ask('changes', { path: project })).toEqual([{ status: 'UPDATED', path: 'page.html' }]);
    expect(await ask('diff', { path: join(project, 'page.html') })).toEqual({
      original: '<p>one</p>\n',
      modified: '<p>two</p>\n',
    });
    expect(await ask('commits', { path: project })).toMatchObject({
      commits: [{ subject: 'A page' }],
      has_more: false,
    });
  }
  const patch = await call('/api/file/archive', { path: project, base_ref: 'HEAD' });
  expect(await patch.text()).toContain('+<p>two</p>');
});

it('shows a page of the workspace to a browser that has the cookie', async () => {
  const session = await call(
    '/api/auth/workspace-session',
    {},
    { method: 'POST', headers: { 'x-session-api-key': KEY } },
  );
  expect(session.status).toBe(204);
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const show = async (headers: Record<string, string>) =>
    call(`/api/conversations/${id}/workspace/project/page.html`, {}, { headers });
  expect(await (await show({ cookie })).text()).toBe('<p>two</p>\n');
  expect((await show({})).status).toBe(401);
  expect((await call('/api/file/home', {}, { headers: { cookie } })).status).toBe(401);
});

it('gives the events of a conversation as an archive', async () => {
  const response = await call(`/api/file/download-trajectory/${id}`);
  const archive = Buffer.from(await response.arrayBuffer());
  expect([response.status, archive.toString('latin1', 0, 2)]).toEqual([200, 'PK']);
});
