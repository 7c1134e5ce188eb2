import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderType, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { GitHttpServer, ProvisioningScene } from '@openhands-nest/testing';
import { github, provisionerIn, withToken } from './__fixtures__/provisioning.js';
import type { ProvisionerOptions } from './create-provisioner.js';

let scene: ProvisioningScene;

beforeEach(async () => {
  scene = await ProvisioningScene.open();
});

afterEach(() => scene.close());

const provisioner = (options?: Partial<ProvisionerOptions>) => provisionerIn(scene, options);

describe('createProvisioner', () => {
  it('makes a private directory when there is no repository', async () => {
    expect(await provisioner().provision(scene.request())).toEqual({ directory: scene.directory });

    expect((await stat(scene.directory)).mode & 0o777).toBe(0o700);
    expect(await readdir(scene.directory)).toEqual([]);
    expect(scene.statuses).toEqual([
      RuntimeStatus.StartingRuntime,
      RuntimeStatus.SettingUpWorkspace,
      RuntimeStatus.Ready,
    ]);
  });

  it('makes a new repository where it is asked to', async () => {
    const { branch } = await provisioner({ initializeGit: true }).provision(scene.request());

    expect(branch).toBe('main');
  });

  it('clones into a folder named like the repository, on a new local branch', async () => {
    const result = await provisioner().provision(scene.request(github('acme/api')));

    expect(result.directory).toBe(join(scene.directory, 'api'));
    expect(result.branch).toMatch(/^openhands-workspace-[a-z0-9]{8}$/);
    expect(await readFile(join(scene.directory, 'api/README.md'), 'utf8')).toBe('hello\n');
    expect(await readdir(scene.directory)).toEqual(['api']);
    expect(scene.statuses).toEqual([
      RuntimeStatus.StartingRuntime,
      RuntimeStatus.SettingUpWorkspace,
      RuntimeStatus.Ready,
    ]);
  });

  it('checks the branch out that is asked for', async () => {
    const { branch } = await provisioner().provision(scene.request(github('acme/api', 'fix/login')));

    expect(branch).toBe('fix/login');
    expect(await readFile(join(scene.directory, 'api/login.ts'), 'utf8')).toBe('1\n');
  });

  it('clones a repository without any commit', async () => {
    await scene.host.addRepository('acme/empty');

    const { branch } = await provisioner().provision(scene.request(github('acme/empty')));

    expect(branch).toMatch(/^openhands-workspace-/);
  });

  it('looks for a bare name on every host it has a token for', async () => {
    const other = await GitHttpServer.start();
    const hosts = { [ProviderType.Github]: other.origin, [ProviderType.Gitlab]: scene.host.origin };

    const result = await provisioner({ hosts, ...withToken }).provision(scene.request({ name: 'acme/api' }));

    expect(result.directory).toBe(join(scene.directory, 'api'));
    expect(other.requests.length).toBeGreaterThan(0);
    await other.close();
  });
});
