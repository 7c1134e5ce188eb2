import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProvisionError, type ProvisionRequest, type RepositorySpec } from '@openhands-nest/agent-ports';
import { ProviderType, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { GitHttpServer } from '@openhands-nest/testing';
import { createProvisioner, type ProvisionerOptions } from './create-provisioner.js';

const TOKEN = 'ghp_verySecretToken0123456789';
const CONVERSATION = '3f0c8d1e-6a55-4e0b-9f0e-2d3b6a1c7e90';

let host: GitHttpServer;
let parent: string;
let directory: string;
let statuses: RuntimeStatus[];
let logged: string[];

beforeEach(async () => {
  host = await GitHttpServer.start();
  await host.addRepository('acme/api', {
    files: { 'README.md': 'hello\n' },
    branches: { 'fix/login': { 'login.ts': '1\n' } },
  });
  parent = await mkdtemp(join(tmpdir(), 'provisioner-'));
  directory = join(parent, 'workspaces', CONVERSATION);
  statuses = [];
  logged = [];
});

afterEach(async () => {
  await host.close();
  await rm(parent, { recursive: true, force: true });
});

function provisioner(options: Partial<ProvisionerOptions> = {}) {
  const log = (message: string, details?: unknown): void => void logged.push(JSON.stringify({ message, details }));
  return createProvisioner({
    logger: { info: log, warn: log, error: log },
    hosts: { [ProviderType.Github]: host.origin },
    ...options,
  });
}

function request(repository?: RepositorySpec, signal: AbortSignal = new AbortController().signal): ProvisionRequest {
  const onStatus = async (status: RuntimeStatus): Promise<void> => void statuses.push(status);
  return {
    conversationId: CONVERSATION,
    workspace: { directory, ...(repository && { repository }) },
    signal,
    onStatus,
  };
}

const github = (name: string, branch?: string): RepositorySpec => ({ name, provider: ProviderType.Github, branch });
const withToken = { tokenFor: async () => TOKEN };

async function failureOf(run: Promise<unknown>): Promise<ProvisionError> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProvisionError);
  return error as ProvisionError;
}

/** Command lines of living processes that have to do with our clone. */
async function commandLines(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(host.origin) || line.includes(parent));
}

describe('createProvisioner', () => {
  it('makes a private directory when there is no repository', async () => {
    expect(await provisioner().provision(request())).toEqual({ directory });

    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(await readdir(directory)).toEqual([]);
    expect(statuses).toEqual([RuntimeStatus.StartingRuntime, RuntimeStatus.SettingUpWorkspace, RuntimeStatus.Ready]);
  });

  it('makes a new repository where it is asked to', async () => {
    const { branch } = await provisioner({ initializeGit: true }).provision(request());

    expect(branch).toBe('main');
  });

  it('clones into a folder named like the repository, on a new local branch', async () => {
    const result = await provisioner().provision(request(github('acme/api')));

    expect(result.directory).toBe(join(directory, 'api'));
    expect(result.branch).toMatch(/^openhands-workspace-[a-z0-9]{8}$/);
    expect(await readFile(join(directory, 'api/README.md'), 'utf8')).toBe('hello\n');
    expect(await readdir(directory)).toEqual(['api']);
    expect(statuses).toEqual([RuntimeStatus.StartingRuntime, RuntimeStatus.SettingUpWorkspace, RuntimeStatus.Ready]);
  });

  it('checks the branch out that is asked for', async () => {
    const { branch } = await provisioner().provision(request(github('acme/api', 'fix/login')));

    expect(branch).toBe('fix/login');
    expect(await readFile(join(directory, 'api/login.ts'), 'utf8')).toBe('1\n');
  });

  it('names the branch that is missing, and leaves nothing behind', async () => {
    const error = await failureOf(provisioner().provision(request(github('acme/api', 'gone'))));

    expect(error.message).toMatch(/Branch gone does not exist in acme\/api/);
    expect(error.status).toBe(RuntimeStatus.Error);
    expect(await readdir(directory)).toEqual([]);
  });

  it('clones a repository without any commit', async () => {
    await host.addRepository('acme/empty');

    const { branch } = await provisioner().provision(request(github('acme/empty')));

    expect(branch).toMatch(/^openhands-workspace-/);
  });

  it('shows the token to the host and to nobody else', async () => {
    host.requiredToken = TOKEN;
    const packs = host.holdPacks();
    const running = provisioner(withToken).provision(request(github('acme/api')));
    await packs.requested;
    const lines = await commandLines();
    packs.release();
    await running;

    expect(host.requests.at(-1)?.credentials).toEqual({ user: 'x-access-token', password: TOKEN });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(TOKEN);
    expect(await readFile(join(directory, 'api/.git/config'), 'utf8')).not.toContain(TOKEN);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('\n')).not.toContain(TOKEN);
  });

  it('says that a token is refused, without showing it', async () => {
    host.requiredToken = 'another one';

    const error = await failureOf(provisioner(withToken).provision(request(github('acme/api'))));

    expect(error.status).toBe(RuntimeStatus.GitProviderAuthenticationError);
    expect(error.message).toMatch(/refused the token for acme\/api/);
    expect(error.message + logged.join()).not.toContain(TOKEN);
  });

  it('says which token is missing', async () => {
    host.requiredToken = TOKEN;

    const error = await failureOf(provisioner().provision(request(github('acme/api'))));

    expect(error.status).toBe(RuntimeStatus.GitProviderAuthenticationError);
    expect(error.message).toContain('GITHUB_TOKEN');
  });

  it.each([
    [403, RuntimeStatus.GitProviderAuthenticationError, /refused the token/],
    [404, RuntimeStatus.Error, /was not found/],
    [500, RuntimeStatus.Error, /connection to .* failed/],
  ])('explains the answer %d of a host', async (fault, status, sentence) => {
    host.fault = fault;

    const error = await failureOf(provisioner(withToken).provision(request(github('acme/api'))));

    expect(error.status).toBe(status);
    expect(error.message).toMatch(sentence);
  });

  it('explains a host that cannot be reached', async () => {
    const closed = await GitHttpServer.start();
    const hosts = { [ProviderType.Github]: closed.origin };
    await closed.close();

    const error = await failureOf(provisioner({ hosts }).provision(request(github('acme/api'))));

    expect(error.message).toMatch(/connection to 127\.0\.0\.1:\d+ failed/);
  });

  it('looks for a bare name on every host it has a token for', async () => {
    const other = await GitHttpServer.start();
    const hosts = { [ProviderType.Github]: other.origin, [ProviderType.Gitlab]: host.origin };

    const result = await provisioner({ hosts, ...withToken }).provision(request({ name: 'acme/api' }));

    expect(result.directory).toBe(join(directory, 'api'));
    expect(other.requests.length).toBeGreaterThan(0);
    await other.close();
  });

  it('begins anew after a crash in the middle, and keeps what is complete', async () => {
    const leftover = join(directory, `.api.${CONVERSATION}.x1y2z3a4`);
    await mkdir(join(leftover, '.git'), { recursive: true });
    await writeFile(join(leftover, '.git/HEAD'), 'ref: refs/heads/half\n');

    const first = await provisioner().provision(request(github('acme/api')));
    await writeFile(join(first.directory, 'work.txt'), 'precious');
    const second = await provisioner().provision(request(github('acme/api')));

    expect(second).toEqual(first);
    expect(await readFile(join(first.directory, 'work.txt'), 'utf8')).toBe('precious');
    expect(await readdir(directory)).toEqual(['api']);
  });

  it('does not overwrite something else that has the name of the clone', async () => {
    await mkdir(join(directory, 'api'), { recursive: true });
    await writeFile(join(directory, 'api/notes.txt'), 'mine');

    const error = await failureOf(provisioner().provision(request(github('acme/api'))));

    expect(error.message).toMatch(/exists and is no clone/);
    expect(await readdir(join(directory, 'api'))).toEqual(['notes.txt']);
  });

  it('ends every process of a clone that is aborted, and can be repeated', async () => {
    const packs = host.holdPacks();
    const stopping = new AbortController();
    const running = provisioner().provision(request(github('acme/api'), stopping.signal));
    await packs.requested;
    expect(await commandLines()).not.toEqual([]);

    stopping.abort(new Error('stopped by the user'));

    await expect(running).rejects.toThrow('stopped by the user');
    expect(await commandLines()).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
    packs.release();
    expect((await provisioner().provision(request(github('acme/api')))).branch).toBeDefined();
  });

  it('gives up when its time is over', async () => {
    const packs = host.holdPacks();

    const error = await failureOf(provisioner({ cloneTimeoutMs: 300 }).provision(request(github('acme/api'))));

    expect(error.message).toMatch(/was not cloned within/);
    packs.release();
  });

  it('does not fetch submodules', async () => {
    await host.addRepository('acme/nested', { files: { a: 'a' }, submodules: { vendor: `${host.origin}/acme/api` } });

    const { directory: clone } = await provisioner().provision(request(github('acme/nested')));

    expect(await readdir(join(clone, 'vendor'))).toEqual([]);
    expect(host.requests.every(({ path }) => path.startsWith('/acme/nested'))).toBe(true);
  });

  it('clones from its own disk only when that is allowed', async () => {
    const path = await host.addRepository('acme/local', { files: { a: 'a' } });

    const refused = await failureOf(provisioner().provision(request({ name: path })));
    const allowed = await provisioner({ allowLocal: true }).provision(request({ name: path }));

    expect(refused.message).toMatch(/does not clone from its own disk/);
    expect(await readFile(join(allowed.directory, 'a'), 'utf8')).toBe('a');
  });

  it('refuses names that could be options or programs', async () => {
    const error = await failureOf(
      provisioner({ allowLocal: true }).provision(request({ name: `ext::touch ${parent}/hacked` })),
    );

    expect(error.message).toMatch(/https/);
    expect(await readdir(parent)).not.toContain('hacked');
  });

  it('explains a working directory that cannot be made', async () => {
    await writeFile(join(parent, 'workspaces'), 'a file');

    expect((await failureOf(provisioner().provision(request()))).message).toMatch(/a file is in its way/);
  });
});
