import { describe, expect, it } from '@jest/globals';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Isolation } from '@openhands-nest/agent-ports';
import { probePrograms } from './probe/probe-programs.js';
import { createWorkspaceProvider } from './create-workspace-provider.js';
import { aFolder, aProvider, canJail } from './testing/test-machine.js';

const withJail = (await canJail()) ? it : it.skip;
const NO_BWRAP = '/no/such/bwrap';

describe('createWorkspaceProvider', () => {
  it('goes on without a jail where none works, and says so once and what to do', async () => {
    const warnings: string[] = [];
    const logger = { info: () => undefined, error: () => undefined, warn: (message: string) => warnings.push(message) };

    const { provider, open, remove } = await aProvider({ sandbox: 'auto', bwrap: NO_BWRAP, logger });

    expect((await open()).isolation).toBe(Isolation.Local);
    expect(provider.isolation).toBe(Isolation.Local);
    expect(warnings).toEqual([expect.stringMatching(/NOT isolated.*apt-get install bubblewrap.*ENOENT/)]);
    await remove();
  });

  it('refuses to go on without a jail that is required', async () => {
    const { path, remove } = aFolder();
    const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

    const opening = createWorkspaceProvider({ sandbox: 'bwrap', bwrap: NO_BWRAP, dataDirectory: path, logger });

    await expect(opening).rejects.toThrow(/SANDBOX is bwrap.*Install bubblewrap/);
    await remove();
  });

  it('refuses a bwrap that starts and fails', async () => {
    const opening = aProvider({ sandbox: 'bwrap', bwrap: '/bin/false' });

    await expect(opening).rejects.toThrow(/does not work here/);
  });

  withJail('prefers a jail', async () => {
    const { provider, remove } = await aProvider({ sandbox: 'auto' });

    expect(provider.isolation).toBe(Isolation.Bubblewrap);
    await remove();
  });

  it('keeps its data folder to itself and forgets a conversation', async () => {
    const { provider, dataDirectory, open, remove } = await aProvider({ sandbox: 'local' });
    const workspace = await open();
    await workspace.execute({
      command: ['sh', '-c', 'mkdir -p "$HOME/cache/deep" && touch "$HOME/cache/deep/f" && chmod -R a-w "$HOME/cache"'],
    });

    await provider.discard('one');
    await provider.discard('one');

    expect(statSync(dataDirectory).mode & 0o077).toBe(0);
    expect(existsSync(join(dataDirectory, 'scratch', 'one'))).toBe(false);
    expect(existsSync(workspace.root)).toBe(true);
    await remove();
  });

  it.each(['relative', '/', '/etc', '/usr'])('does not work in %s', async (directory) => {
    const { openIn, remove } = await aProvider({ sandbox: 'local' });

    await expect(openIn(directory, 'one')).rejects.toMatchObject({ name: 'WorkspaceError', reason: 'denied' });
    await remove();
  });

  it("does not work in the server's own data, or for a conversation that is none", async () => {
    const { openIn, dataDirectory, remove } = await aProvider({ sandbox: 'local' });

    for (const own of ['', 'workspaces', 'scratch/other/home']) {
      await expect(openIn(join(dataDirectory, own), 'one')).rejects.toMatchObject({ reason: 'denied' });
    }
    await expect(openIn(join(dataDirectory, 'workspaces/one'), '../../etc')).rejects.toMatchObject({
      reason: 'denied',
    });
    await remove();
  });

  it('tells which programs are there', async () => {
    const programs = await probePrograms();

    expect(programs.map(({ name }) => name)).toEqual(['bash', 'git', 'ripgrep']);
    for (const { found, hint } of programs) expect(hint === '').toBe(found);
    expect(programs.find(({ name }) => name === 'ripgrep')).toMatchObject({ found: true });
  });
});
