import { describe, expect, it } from '@jest/globals';
import type { WorkspaceProvisioner } from '@openhands-nest/agent-ports';
import { anEngine } from '../__fixtures__/scene.js';

const WORKTREE = {
  root: '/srv/worktrees/1/project',
  gitDirectory: '/srv/project/.git',
  commonDirectory: '/srv/project/.git',
  branch: 'openhands/1',
  base: 'head',
} as const;

describe('the working tree of a conversation', () => {
  const removed: string[] = [];
  const provisioner: WorkspaceProvisioner = {
    provision: async ({ workspace }) => ({ directory: workspace.directory }),
    dismantle: async ({ workspace }) => void removed.push(workspace.worktree?.root ?? 'none'),
  };

  it('goes with the last conversation that works in it', async () => {
    const engine = anEngine({ provisioner });
    const { view } = await engine.create({ directory: WORKTREE.root, worktree: WORKTREE });
    const { id } = view.record;
    const fork = await engine.fork(id, {});

    await engine.delete(id);
    expect(removed).toEqual([]);
    await engine.delete(fork.record.id);
    expect(removed).toEqual([WORKTREE.root]);
  });

  it('is not looked for where there is none', async () => {
    const engine = anEngine({ provisioner });
    removed.length = 0;
    const { view } = await engine.create({});
    await engine.delete(view.record.id);
    expect(removed).toEqual([]);
  });

  it('is no reason for a deletion to fail', async () => {
    const dismantle = async (): Promise<void> => {
      throw new Error('The disk is gone.');
    };
    const engine = anEngine({ provisioner: { ...provisioner, dismantle } });
    const { view } = await engine.create({ directory: WORKTREE.root, worktree: WORKTREE });
    expect(await engine.delete(view.record.id)).toBe(true);
  });
});
