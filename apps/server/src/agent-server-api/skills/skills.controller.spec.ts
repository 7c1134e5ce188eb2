import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer, InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';
import { callerOf } from '../../__fixtures__/settings-caller.js';

const PDF = '---\nname: pdf\ndescription: Works with PDF.\n---\nUse qpdf.\n';
const MARKETPLACE = JSON.stringify({
  name: 'public',
  owner: { name: 'Acme' },
  plugins: [
    { name: 'pdf', source: './skills/pdf', description: 'PDF.' },
    { name: 'weather', source: './plugins/weather', description: 'Weather.' },
  ],
});

let server: TestServer;
let host: GitHttpServer;
let folder: string;
const call = callerOf(() => server);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skills-'));
  host = await GitHttpServer.start();
  await host.addRepository('acme/extensions', {
    files: {
      '.plugin/marketplace.json': MARKETPLACE,
      'marketplaces/default.json': MARKETPLACE,
      'skills/pdf/SKILL.md': PDF,
      'skills/unlisted.md': 'Not in the list.',
      'plugins/weather/.plugin/plugin.json': '{"name":"weather","version":"2.0.0","description":"Weather."}',
      'plugins/weather/commands/now.md': '---\ndescription: Tells the weather.\n---\nLook it up.',
      'plugins/weather/skills/clouds/SKILL.md': '---\nname: clouds\n---\nLook up.',
    },
  });
  server = await openTestServer({
    storage: new InMemoryStorage(),
    environment: { EXTENSIONS_URL: `${host.origin}/acme/extensions` },
  });
});
afterEach(async () => {
  await server.close();
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

function namesOf(skills: AnyJson): string[] {
  return skills.map(({ name }: AnyJson) => name);
}

describe('POST /api/skills', () => {
  it('lists what the public repository, the project and the sandbox have, and counts the sources', async () => {
    await write({
      'AGENTS.md': 'Run make test.',
      '.openhands/skills/deploy.md': '---\ntriggers: [deploy]\n---\nAsk first.',
      '.agents/skills/pdf/SKILL.md': PDF.replace('qpdf', 'mutool'),
    });

    const { status, body } = await call('POST', '/api/skills', {
      project_dir: folder,
      sandbox_config: {
        exposed_urls: [
          { name: 'WORKER_1', url: 'http://a:1', port: 1 },
          { name: 'VSCODE', url: 'http://b', port: 2 },
        ],
      },
    });

    expect(status).toBe(200);
    expect(body.sources).toEqual({ sandbox: 1, registered_marketplaces: 0, sdk_base: 1, org: 0, project: 3 });
    expect(namesOf(body.skills).sort()).toEqual(['agents', 'deploy', 'pdf', 'work_hosts']);
    const byName = Object.fromEntries(body.skills.map((skill: AnyJson) => [skill.name, skill]));
    expect(byName['deploy']).toEqual({
      name: 'deploy',
      type: 'knowledge',
      content: 'Ask first.',
      triggers: ['deploy'],
      source: join(folder, '.openhands/skills/deploy.md'),
      description: null,
      is_agentskills_format: false,
      disable_model_invocation: false,
    });
    expect(byName['pdf']).toMatchObject({ type: 'agentskills', content: 'Use mutool.' });
    expect(byName['work_hosts'].content).toContain('http://a:1 (port 1)');
    expect(byName['work_hosts'].content).not.toContain('http://b');
  });

  it('takes everything of the public repository without a list, and skills of an organization', async () => {
    await host.addRepository('acme/.openhands', { files: { 'microagents/house.md': 'House rules.' } });
    const request = {
      marketplace_path: null,
      load_user: false,
      org_configs: [
        {
          repository: 'acme/api',
          provider: 'github',
          org_name: 'acme',
          org_repo_url: `${host.origin}/acme/.openhands`,
        },
        { repository: 'acme/api', provider: 'github', org_name: 'none', org_repo_url: `${host.origin}/none/none` },
      ],
    };
    const { body } = await call('POST', '/api/skills', request);
    expect(namesOf(body.skills).sort()).toEqual(['house', 'pdf', 'unlisted']);
  });

  it('loads registered marketplaces that say so', async () => {
    const place = { name: 'ours', source: `${host.origin}/acme/extensions` };
    const loaded = async (auto_load: unknown): Promise<string[]> => {
      const request = { load_public: true, load_user: false, marketplace_path: 'none.json' };
      const body = { ...request, registered_marketplaces: [{ ...place, auto_load }] };
      return namesOf((await call('POST', '/api/skills', body)).body.skills).sort();
    };
    expect(await loaded(['weather'])).toEqual(['clouds', 'weather:now']);
    expect(await loaded(false)).toEqual([]);
  });

  it('refuses what is no request', async () => {
    expect((await call('POST', '/api/skills', { load_public: 'maybe' })).status).toBe(422);
  });
});

describe('the public skills', () => {
  it('are listed for profiles and in the marketplace, with what is installed', async () => {
    expect((await call('GET', '/api/skills/catalog')).body.skills).toMatchObject([{ name: 'pdf', origin: 'public' }]);
    const [entry] = (await call('GET', '/api/skills/marketplace')).body.skills;
    expect(entry).toMatchObject({ name: 'pdf', description: 'PDF.', installed: false });

    expect((await call('POST', '/api/skills/install', { source: entry.source })).status).toBe(200);

    const { body } = await call('GET', '/api/skills/marketplace');
    expect(body.skills[0]).toMatchObject({ name: 'pdf', installed: true });
    expect((await call('GET', '/api/skills/catalog')).body.skills).toMatchObject([{ name: 'pdf', origin: 'user' }]);
  });

  it('are fetched again on request, and the failure of that is said', async () => {
    expect((await call('POST', '/api/skills/sync')).body.status).toBe('success');
    host.fault = 500;
    const { status, body } = await call('POST', '/api/skills/sync');
    expect([status, body.status]).toEqual([200, 'error']);
    expect(body.message).toContain('extensions could not be fetched');
    expect((await call('GET', '/api/skills/marketplace')).body.skills).not.toEqual([]);
  });
});

describe('installed skills', () => {
  it('are installed, shown, switched off, refreshed and removed', async () => {
    const source = `${host.origin}/acme/extensions`;
    const install = (more: object = {}) =>
      call('POST', '/api/skills/install', { source, repo_path: 'skills/pdf', ...more });

    expect(await install()).toMatchObject({
      status: 200,
      body: { name: 'pdf', enabled: true, repo_path: 'skills/pdf' },
    });
    expect(await install()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('force=true') } });
    expect((await install({ force: true })).status).toBe(200);
    expect((await call('GET', '/api/skills/installed')).body.skills).toHaveLength(1);
    expect((await call('PATCH', '/api/skills/installed/pdf', { enabled: false })).body).toEqual({
      name: 'pdf',
      enabled: false,
    });
    expect((await call('GET', '/api/skills/installed/pdf')).body).toMatchObject({ enabled: false, source });
    expect((await call('POST', '/api/skills/installed/pdf/refresh')).body).toMatchObject({
      message: "Skill 'pdf' updated",
      skill: { enabled: false },
    });
    expect((await call('DELETE', '/api/skills/installed/pdf')).body).toEqual({ message: "Skill 'pdf' uninstalled" });
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/refresh'],
    ] as const)
      expect((await call(method, `/api/skills/installed/pdf${path}`)).status).toBe(404);
  });

  it('are refused with a sentence when they cannot be had', async () => {
    const install = async (body: object) => {
      const answer = await call('POST', '/api/skills/install', body);
      return [answer.status, answer.body.detail];
    };
    expect(await install({ source: `${host.origin}/acme/none` })).toEqual([
      400,
      expect.stringContaining('There is no repository none'),
    ]);
    expect(await install({ source: 'what' })).toEqual([400, expect.stringContaining('is not understood')]);
    expect(await install({ source: folder })).toEqual([422, 'There is no SKILL.md in its folder.']);
    expect((await install({ source: '' }))[0]).toBe(422);
    expect((await call('GET', '/api/skills/installed/Not%20A%20Name')).status).toBe(422);
  });
});

describe('plugins', () => {
  const weather = () => ({ source: `${host.origin}/acme/extensions`, repo_path: 'plugins/weather' });

  it('are listed in the marketplace with what they hold, and installed', async () => {
    const [entry] = (await call('GET', '/api/plugins/marketplace')).body.plugins;
    expect(entry).toMatchObject({
      name: 'weather',
      installed: false,
      skills: [{ name: 'clouds' }, { name: 'weather:now', description: 'Tells the weather.' }],
      files: expect.arrayContaining(['commands/now.md']),
    });

    const { status, body } = await call('POST', '/api/plugins/install', weather());

    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'weather', version: '2.0.0', enabled: true, skills: entry.skills });
    expect((await call('GET', '/api/plugins/marketplace')).body.plugins[0].installed).toBe(true);
    expect((await call('POST', '/api/plugins', {})).body.plugins).toMatchObject([{ name: 'weather' }]);
    await call('PATCH', '/api/plugins/installed/weather', { enabled: false });
    expect((await call('POST', '/api/plugins', {})).body.plugins).toEqual([]);
    expect((await call('POST', '/api/plugins/installed/weather/refresh')).body.plugin.enabled).toBe(false);
    expect((await call('DELETE', '/api/plugins/installed/weather')).status).toBe(200);
    expect((await call('GET', '/api/plugins/installed')).body).toEqual({ plugins: [] });
  });

  it('are fetched to be looked at, with secrets in their source', async () => {
    host.requiredToken = 'open-sesame';
    const source = `${host.origin.replace('//', '//me:${TOKEN}@')}/acme/extensions`;
    const request = { ...weather(), source, secrets: { TOKEN: { kind: 'StaticSecret', value: 'open-sesame' } } };

    const { status, body } = await call('POST', '/api/plugins/fetch', request);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      source,
      repo_path: 'plugins/weather',
      resolved_ref: expect.stringMatching(/^[0-9a-f]{40}$/),
      manifest: { name: 'weather' },
      skills: ['clouds'],
      commands: ['now'],
    });
    const failures = [
      [{ ...request, secrets: {} }, 422, 'missing_secret'],
      [{ ...request, secrets: { TOKEN: 'wrong' } }, 422, 'auth_failed'],
      [{ ...request, ref: 'none' }, 422, 'ref_not_found'],
      [{ ...request, repo_path: 'none' }, 422, 'repo_path_not_found'],
      [{ ...request, repo_path: 'skills' }, 422, 'invalid_plugin'],
      [{ source: 'http://127.0.0.1:1/a/b' }, 502, 'source_unavailable'],
      [{ source: 'what' }, 422, 'invalid_source'],
    ] as const;
    for (const [given, expected, code] of failures) {
      const answer = await call('POST', '/api/plugins/fetch', given);
      expect([answer.status, answer.body.detail.code]).toEqual([expected, code]);
      expect(JSON.stringify(answer)).not.toContain('open-sesame');
    }
  });
});
