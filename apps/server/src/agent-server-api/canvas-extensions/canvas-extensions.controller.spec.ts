import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer, InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf, type Answer } from '../../__fixtures__/settings-caller.js';

const BASE = '/api/canvas-extensions';
const SCRIPT = 'export function activate(context) { context.registerPage("notes", () => {}); }\n';
const ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const MANIFEST = {
  schema_version: 1,
  name: 'team-notes',
  display_name: 'Team notes',
  version: '1.2.0',
  entrypoint: 'dist/notes.js',
  contributes: { pages: [{ id: 'notes', title: 'Notes', path: '/notes' }] },
  icon: 'notes.svg',
};

let server: TestServer;
let folder: string;
const call = callerOf(() => server);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvas-extensions-'));
  server = await openTestServer({ storage: new InMemoryStorage() });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** An extension in a folder of its own, and the path of that. */
async function extension(change: object = {}, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const directory = await mkdtemp(join(folder, 'extension-'));
  const all = { 'dist/notes.js': SCRIPT, 'notes.svg': ICON, ...files };
  for (const [name, content] of Object.entries(all)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  await writeFile(join(directory, 'canvas-extension.json'), JSON.stringify({ ...MANIFEST, ...change }));
  return directory;
}

async function install(source: string, more: object = {}): Promise<Answer> {
  return call('POST', `${BASE}/install`, { source, ...more });
}

describe('extensions of the GUI', () => {
  it('are installed from a branch of a repository, wait to be enabled, are shown, and are gone when they are removed', async () => {
    const files = { 'canvas-extension.json': JSON.stringify(MANIFEST), 'dist/notes.js': SCRIPT, 'notes.svg': ICON };
    const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`apps/notes/${name}`, text]));
    const host = await GitHttpServer.start();
    try {
      await host.addRepository('acme/apps', { files: { 'README.md': 'x' }, branches: { next: inFolder } });
      const source = `${host.origin}/acme/apps`;
      const { status, body } = await install(source, { ref: 'next', repo_path: 'apps/notes' });

      expect({ status, body }).toEqual({
        status: 200,
        body: {
          name: 'team-notes',
          version: '1.2.0',
          description: '',
          enabled: false,
          source,
          requested_ref: 'next',
          resolved_ref: expect.stringMatching(/^[0-9a-f]{40}$/),
          repo_path: 'apps/notes',
          installed_at: expect.stringMatching(/^\d{4}-.*Z$/),
          install_path: expect.stringMatching(/\/extensions\/canvas\/team-notes$/),
          manifest: { ...MANIFEST, description: '' },
        },
      });
      expect(await call('PATCH', `${BASE}/installed/team-notes`, { enabled: true })).toEqual({
        status: 200,
        body: { name: 'team-notes', enabled: true },
      });
      expect((await call('GET', `${BASE}/installed`)).body.canvas_extensions).toEqual([{ ...body, enabled: true }]);
      expect((await call('GET', `${BASE}/installed/team-notes`)).body).toEqual({ ...body, enabled: true });
      expect((await call('DELETE', `${BASE}/installed/team-notes`)).body).toEqual({
        message: "Canvas extension 'team-notes' uninstalled",
      });
      expect((await call('GET', `${BASE}/installed`)).body).toEqual({ canvas_extensions: [] });
    } finally {
      await host.close();
    }
  });

  it('give their script and their icon to whoever may use the server, and run nothing with its origin', async () => {
    await install(await extension());

    const bundle = await fetch(`${server.agentServerUrl}${BASE}/installed/team-notes/bundle`);
    expect(await bundle.text()).toBe(SCRIPT);
    expect(Object.fromEntries(bundle.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    const icon = await fetch(`${server.agentServerUrl}${BASE}/installed/team-notes/icon`);
    expect(await icon.text()).toBe(ICON);
    expect(Object.fromEntries(icon.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
    });
  });

  it('are replaced only by force, and stay enabled then', async () => {
    await install(await extension());
    await call('PATCH', `${BASE}/installed/team-notes`, { enabled: true });
    const next = await extension({ version: '2.0.0' });

    expect(await install(next)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('force=true') } });
    expect((await install(next, { force: true })).body).toMatchObject({ version: '2.0.0', enabled: true });
  });

  it('are shown without their manifest when somebody broke it, and give nothing then', async () => {
    const { body } = await install(await extension());
    await writeFile(join(body.install_path, 'canvas-extension.json'), '{');

    expect((await call('GET', `${BASE}/installed/team-notes`)).body).toMatchObject({
      version: '1.2.0',
      manifest: null,
    });
    expect((await call('GET', `${BASE}/installed/team-notes/bundle`)).status).toBe(404);
    expect((await call('DELETE', `${BASE}/installed/team-notes`)).status).toBe(200);
  });

  it('show no file of the server, neither when they are installed nor afterwards', async () => {
    await writeFile(join(folder, 'secret.svg'), 'secret');
    const source = await extension({ entrypoint: 'leak.js' });
    await symlink(join(folder, 'secret.svg'), join(source, 'leak.js'));
    expect(await install(source)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('leak.js is no file') },
    });

    const { body } = await install(await extension());
    await rm(join(body.install_path, 'notes.svg'));
    await symlink(join(folder, 'secret.svg'), join(body.install_path, 'notes.svg'));
    const icon = await call('GET', `${BASE}/installed/team-notes/icon`);
    expect(icon).toEqual({
      status: 404,
      body: { detail: "Canvas extension 'team-notes' has no icon that can be read" },
    });
  });

  it.each([
    ['an entrypoint above it', { entrypoint: '../other.js' }, 'entrypoint'],
    ['an absolute entrypoint', { entrypoint: '/etc/passwd' }, 'entrypoint'],
    ['a folder as its entrypoint', { entrypoint: 'dist' }, 'dist is no file'],
    ['a name with a slash', { name: '../evil' }, 'lower-case letters'],
    ['a version of the format that nobody knows', { schema_version: 2 }, 'only version 1'],
    ['no title', { display_name: undefined }, 'display_name: Field required'],
    [
      'two pages at one place',
      {
        contributes: {
          pages: [
            { id: 'a', title: 'A', path: '/x' },
            { id: 'b', title: 'B', path: '/x' },
          ],
        },
      },
      'two pages are called /x',
    ],
    [
      'a page at no place',
      { contributes: { pages: [{ id: 'a', title: 'A', path: 'javascript:x' }] } },
      'begins with a slash',
    ],
    ['a program without an archive', { backend: { schema_version: 1, artifacts: {}, argv: ['x'] } }, 'backend'],
  ])('are refused with %s', async (_, change, sentence) => {
    const { status, body } = await install(await extension(change));
    expect(status).toBe(422);
    expect(body.detail).toContain(sentence);
    expect((await call('GET', `${BASE}/installed`)).body).toEqual({ canvas_extensions: [] });
  });

  it('are told apart from what is no extension, no folder and no request', async () => {
    expect((await install(folder)).body.detail).toContain('There is no canvas-extension.json');
    expect((await install(join(folder, 'nowhere'))).status).toBe(400);
    expect((await call('POST', `${BASE}/install`, { source: '' })).status).toBe(422);
    expect((await call('GET', `${BASE}/installed/Team_Notes`)).status).toBe(422);
    for (const part of ['', '/bundle', '/icon'])
      expect((await call('GET', `${BASE}/installed/none${part}`)).status).toBe(404);
    expect((await call('PATCH', `${BASE}/installed/none`, { enabled: true })).status).toBe(404);
    expect((await call('DELETE', `${BASE}/installed/none`)).status).toBe(404);
  });

  it('lose an icon that is no SVG, and nothing else', async () => {
    const { body } = await install(await extension({ icon: 'notes.png' }));
    expect(body.manifest).not.toHaveProperty('icon');
    expect((await call('GET', `${BASE}/installed/team-notes/icon`)).status).toBe(404);
  });
});
