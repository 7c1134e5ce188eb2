import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderType, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { GitHttpServer, ProvisioningScene } from '@openhands-nest/testing';
import { failureOf, github, provisionerIn, TOKEN, withToken } from './__fixtures__/provisioning.js';
import type { ProvisionerOptions } from './create-provisioner.js';

let scene: ProvisioningScene;

beforeEach(async () => {
  scene = await ProvisioningScene.open();
});

afterEach(() => scene.close());

const provisioner = (options?: Partial<ProvisionerOptions>) => provisionerIn(scene, options);

describe('failures of a clone', () => {
  it('names the branch that is missing, and leaves nothing behind', async () => {
    const error = await failureOf(provisioner().provision(scene.request(github('acme/api', 'gone'))));

    expect(error.message).toMatch(/Branch gone does not exist in acme\/api/);
    expect(error.status).toBe(RuntimeStatus.Error);
    expect(await readdir(scene.directory)).toEqual([]);
  });

  it('says that a token is refused, without showing it', async () => {
    scene.host.requiredToken = 'another one';

    const error = await failureOf(provisioner(withToken).provision(scene.request(github('acme/api'))));

    expect(error.status).toBe(RuntimeStatus.GitProviderAuthenticationError);
    expect(error.message).toMatch(/refused the token for acme\/api/);
    expect(error.message + scene.logged.join()).not.toContain(TOKEN);
  });

  it('says which token is missing', async () => {
    scene.host.requiredToken = TOKEN;

    const error = await failureOf(provisioner().provision(scene.request(github('acme/api'))));

    expect(error.status).toBe(RuntimeStatus.GitProviderAuthenticationError);
    expect(error.message).toContain('GITHUB_TOKEN');
  });

  it.each([
    [403, RuntimeStatus.GitProviderAuthenticationError, /refused the token/],
    [404, RuntimeStatus.Error, /was not found/],
    [500, RuntimeStatus.Error, /connection to .* failed/],
  ])('explains the answer %d of a host', async (fault, status, sentence) => {
    scene.host.fault = fault;

    const error = await failureOf(provisioner(withToken).provision(scene.request(github('acme/api'))));

    expect(error.status).toBe(status);
    expect(error.message).toMatch(sentence);
  });

  it('explains a host that cannot be reached', async () => {
    const closed = await GitHttpServer.start();
    const hosts = { [ProviderType.Github]: closed.origin };
    await closed.close();

    const error = await failureOf(provisioner({ hosts }).provision(scene.request(github('acme/api'))));

    expect(error.message).toMatch(/connection to 127\.0\.0\.1:\d+ failed/);
  });

  it('sends nobody to the settings for a path of its own disk', async () => {
    const name = join(scene.parent, 'nowhere');

    const error = await failureOf(provisioner({ allowLocal: true }).provision(scene.request({ name })));

    expect(error.message).toBe(
      `${name} was not found on this server. Check the path, and that the server's user may read it.`,
    );
  });

  it('explains a working directory that cannot be made', async () => {
    await writeFile(join(scene.parent, 'workspaces'), 'a file');

    expect((await failureOf(provisioner().provision(scene.request()))).message).toMatch(/a file is in its way/);
  });
});
