import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderType, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { ProvisioningScene } from '@openhands-nest/testing';
import { aProvider, canJail } from '../testing/test-machine.js';
import { createProvisioner } from './create-provisioner.js';

const FILES = {
  '.openhands/setup.sh': 'echo "$PWD" > place; cat ../../../secret > seen 2> /dev/null; true\n',
  '.openhands/pre-commit.sh': 'echo checked >> checks\n',
};
const CASES = [
  { sandbox: 'local', seen: 'of the server' },
  { sandbox: 'bwrap', seen: '' },
] as const;
const possible = (await canJail()) ? CASES : CASES.slice(0, 1);

let scene: ProvisioningScene;

beforeEach(async () => {
  scene = await ProvisioningScene.open();
  await scene.host.addRepository('acme/scripted', { files: FILES });
});

afterEach(() => scene.close());

describe.each(possible)('provisioning with the workspace $sandbox', ({ sandbox, seen }) => {
  it('runs the scripts of the repository inside, so that they see what tools see', async () => {
    const { provider, dataDirectory, remove } = await aProvider({ sandbox });
    const directory = join(dataDirectory, 'workspaces', scene.conversationId);
    await mkdir(dirname(directory), { recursive: true });
    await writeFile(join(dataDirectory, 'secret'), 'of the server');
    const repository = { name: 'acme/scripted', provider: ProviderType.Github };

    const { directory: clone } = await createProvisioner({
      logger: scene.logger,
      hosts: { [ProviderType.Github]: scene.host.origin },
      openWorkspace: (request) => provider.open(request),
    }).provision({ ...scene.request(), workspace: { directory, repository } });

    expect(await readFile(join(clone, 'place'), 'utf8')).toBe(`${clone}\n`);
    expect(await readFile(join(clone, 'seen'), 'utf8')).toBe(seen);
    expect(await readFile(join(clone, '.git/hooks/pre-commit'), 'utf8')).toContain('.openhands/pre-commit.sh');
    expect(scene.statuses.slice(-2)).toEqual([RuntimeStatus.SettingUpGitHooks, RuntimeStatus.Ready]);
    await remove();
  });
});
