import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer, ProvisioningScene } from '@openhands-nest/testing';
import { failureOf, github, provisionerIn, TOKEN, withToken } from './__fixtures__/provisioning.js';
import type { ProvisionerOptions } from './create-provisioner.js';

let scene: ProvisioningScene;

beforeEach(async () => {
  scene = await ProvisioningScene.open();
});

afterEach(() => scene.close());

const provisioner = (options?: Partial<ProvisionerOptions>) => provisionerIn(scene, options);

describe('safety of a clone', () => {
  it('shows the token to the host and to nobody else', async () => {
    scene.host.requiredToken = TOKEN;
    const packs = scene.host.holdPacks();
    const running = provisioner(withToken).provision(scene.request(github('acme/api')));
    await packs.requested;
    const lines = (await scene.processes()).map(({ commandLine }) => commandLine);
    packs.release();
    await running;

    expect(scene.host.requests.at(-1)?.credentials).toEqual({ user: 'x-access-token', password: TOKEN });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain(TOKEN);
    expect(await readFile(join(scene.directory, 'api/.git/config'), 'utf8')).not.toContain(TOKEN);
    expect(scene.logged.length).toBeGreaterThan(0);
    expect(scene.logged.join('\n')).not.toContain(TOKEN);
  });

  it('does not follow a redirect with the token', async () => {
    const thief = await GitHttpServer.start({ requiredToken: TOKEN });
    await thief.addRepository('acme/api', { files: { a: 'a' } });
    scene.host.redirectTo = thief.origin;

    await failureOf(provisioner(withToken).provision(scene.request(github('acme/api'))));

    expect(thief.requests.length).toBeGreaterThan(0);
    expect(thief.requests.every(({ credentials }) => credentials === undefined)).toBe(true);
    await thief.close();
  });

  it('begins anew after a crash in the middle, and keeps what is complete', async () => {
    const leftover = join(scene.directory, `.api.${scene.conversationId}.x1y2z3a4`);
    await mkdir(join(leftover, '.git'), { recursive: true });
    await writeFile(join(leftover, '.git/HEAD'), 'ref: refs/heads/half\n');

    const first = await provisioner().provision(scene.request(github('acme/api')));
    await writeFile(join(first.directory, 'work.txt'), 'precious');
    const second = await provisioner().provision(scene.request(github('acme/api')));

    expect(second).toEqual(first);
    expect(await readFile(join(first.directory, 'work.txt'), 'utf8')).toBe('precious');
    expect(await readdir(scene.directory)).toEqual(['api']);
  });

  it('can be repeated after git was killed in the middle', async () => {
    const packs = scene.host.holdPacks();
    const running = failureOf(provisioner().provision(scene.request(github('acme/api'))));
    await packs.requested;
    for (const { pid } of await scene.processes()) process.kill(pid, 'SIGKILL');

    expect((await running).message).toMatch(/acme\/api could not be cloned/);
    packs.release();
    expect((await provisioner().provision(scene.request(github('acme/api')))).branch).toBeDefined();
  });

  it('does not overwrite something else that has the name of the clone', async () => {
    await mkdir(join(scene.directory, 'api'), { recursive: true });
    await writeFile(join(scene.directory, 'api/notes.txt'), 'mine');

    const error = await failureOf(provisioner().provision(scene.request(github('acme/api'))));

    expect(error.message).toMatch(/exists and is no clone/);
    expect(await readdir(join(scene.directory, 'api'))).toEqual(['notes.txt']);
  });

  it('ends every process of a clone that is aborted, and can be repeated', async () => {
    const packs = scene.host.holdPacks();
    const stopping = new AbortController();
    const running = provisioner().provision(scene.request(github('acme/api'), stopping.signal));
    await packs.requested;
    expect(await scene.processes()).not.toEqual([]);

    stopping.abort(new Error('stopped by the user'));

    await expect(running).rejects.toThrow('stopped by the user');
    expect(await scene.processes()).toEqual([]);
    expect(await readdir(scene.directory)).toEqual([]);
    packs.release();
    expect((await provisioner().provision(scene.request(github('acme/api')))).branch).toBeDefined();
  });

  it('gives up when its time is over', async () => {
    const packs = scene.host.holdPacks();

    const error = await failureOf(provisioner({ cloneTimeoutMs: 300 }).provision(scene.request(github('acme/api'))));

    expect(error.message).toMatch(/was not cloned within/);
    packs.release();
  });

  it('does not fetch submodules', async () => {
    await scene.host.addRepository('acme/nested', {
      files: { a: 'a' },
      submodules: { vendor: `${scene.host.origin}/acme/api` },
    });

    const { directory: clone } = await provisioner().provision(scene.request(github('acme/nested')));

    expect(await readdir(join(clone, 'vendor'))).toEqual([]);
    expect(scene.host.requests.every(({ path }) => path.startsWith('/acme/nested'))).toBe(true);
  });

  it('clones from its own disk only when that is allowed', async () => {
    const path = await scene.host.addRepository('acme/local', { files: { a: 'a' } });

    const refused = await failureOf(provisioner().provision(scene.request({ name: path })));
    const allowed = await provisioner({ allowLocal: true }).provision(scene.request({ name: path }));

    expect(refused.message).toMatch(/does not clone from its own disk/);
    expect(await readFile(join(allowed.directory, 'a'), 'utf8')).toBe('a');
  });

  it('refuses names that could be options or programs', async () => {
    const error = await failureOf(
      provisioner({ allowLocal: true }).provision(scene.request({ name: `ext::touch ${scene.parent}/hacked` })),
    );

    expect(error.message).toMatch(/https/);
    expect(await readdir(scene.parent)).not.toContain('hacked');
  });
});
