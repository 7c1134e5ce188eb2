import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Workspace, WorktreeSpec } from '@openhands-nest/agent-ports';
import { aProvider, canJail } from '../testing/test-machine.js';
import { createProvisioner } from './create-provisioner.js';

const ID = '11111111-2222-4333-8444-555555555555';
const BRANCH = `openhands/${ID}`;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
const sandboxes = ['local', ...((await canJail()) ? (['bwrap'] as const) : [])] as const;

type Machine = Awaited<ReturnType<typeof aProvider>>;
const machines: Machine[] = [];
afterEach(async () => {
  await Promise.all(machines.splice(0).map((machine) => machine.remove()));
});

describe.each(sandboxes)('a worktree (%s)', (sandbox) => {
  it('is a branch of its own, in which the agent commits while the repository stays as it is', async () => {
    const { machine, repository, worktree } = await scene(sandbox);
    const made = await provision(machine, worktree);
    expect(made).toEqual({ directory: join(worktree.root, 'src'), branch: BRANCH });

    const workspace = await machine.provider.open({
      conversationId: ID,
      directory: made.directory,
      alsoWritable: [worktree.root, worktree.commonDirectory],
    });
    await run(workspace, 'echo new > file');
    await run(workspace, `git ${IDENTITY.join(' ')} commit -qam change`);
    await workspace.close();

    expect(await git(repository, 'log', '-1', '--format=%s', BRANCH)).toBe('change');
    expect(await git(repository, 'status', '--short', '--branch')).toBe('## main');
    expect(await readFile(join(repository, 'src/file'), 'utf8')).toBe('old\n');
  });

  it('is made once, also when the first attempt did not come to its end', async () => {
    const { machine, repository, worktree } = await scene(sandbox);
    await git(repository, 'branch', BRANCH);
    await provision(machine, worktree);
    await writeFile(join(worktree.root, 'src/file'), 'kept');
    await provision(machine, worktree);
    expect(await readFile(join(worktree.root, 'src/file'), 'utf8')).toBe('kept');
  });

  it('goes with its conversation, and leaves its branch', async () => {
    const { machine, repository, worktree } = await scene(sandbox);
    const made = await provision(machine, worktree);
    await writeFile(join(worktree.root, 'src/file'), 'committed\n');
    await commit(worktree.root, 'work');
    await dismantle(machine, made.directory, worktree);

    await expect(stat(dirname(worktree.root))).rejects.toThrow('ENOENT');
    expect(await git(repository, 'worktree', 'list', '--porcelain')).not.toContain(worktree.root);
    expect(await git(repository, 'log', '-1', '--format=%s', BRANCH)).toBe('work');
    await dismantle(machine, made.directory, worktree);
  });

  it.each([
    ['changed', 'src/file'],
    ['new', 'src/other'],
  ])('stays when a %s file is not committed', async (_, path) => {
    const { machine, worktree } = await scene(sandbox);
    const made = await provision(machine, worktree);
    await writeFile(join(worktree.root, path), 'work');
    await dismantle(machine, made.directory, worktree);
    expect(await readFile(join(worktree.root, path), 'utf8')).toBe('work');
  });

  it('starts none of the hooks of the repository', async () => {
    const { machine, repository, worktree } = await scene(sandbox);
    const trace = join(machine.folder, 'trace');
    await mkdir(join(repository, '.git/hooks'), { recursive: true });
    await writeFile(join(repository, '.git/hooks/post-checkout'), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
    await provision(machine, worktree);
    await expect(stat(trace)).rejects.toThrow('ENOENT');
  });
});

describe('the branch of a worktree', () => {
  it.each<[Partial<WorktreeSpec>, string]>([
    [{ base: 'default_branch' }, 'on main'],
    [{ base: 'head' }, 'on other'],
    [{ base: 'ref', ref: 'v1' }, 'tagged'],
  ])('begins at %j', async (wish, subject) => {
    const { machine, repository, worktree } = await scene('local');
    await git(repository, 'tag', 'v1', await commit(repository, 'tagged'));
    await commit(repository, 'on main');
    await git(repository, 'checkout', '-q', '-b', 'other');
    await commit(repository, 'on other');
    await provision(machine, { ...worktree, ...wish });
    expect(await git(worktree.root, 'log', '-1', '--format=%s')).toBe(subject);
  });

  it('begins at the newest default branch of the remote repository', async () => {
    const { machine, repository: remote } = await scene('local');
    const repository = join(machine.folder, 'clone');
    await git(machine.folder, 'clone', '-q', remote, repository);
    await commit(remote, 'pushed since');
    const worktree = worktreeOf(machine, repository);
    await provision(machine, worktree);
    expect(await git(worktree.root, 'log', '-1', '--format=%s')).toBe('pushed since');
  });

  it('is told of when it cannot begin', async () => {
    const { machine, worktree } = await scene('local');
    await expect(provision(machine, { ...worktree, base: 'ref', ref: 'nowhere' })).rejects.toThrow(
      /could not be made: .*nowhere.*another ref/,
    );
  });
});

async function scene(sandbox: 'local' | 'bwrap') {
  const machine = await aProvider({ sandbox });
  machines.push(machine);
  const repository = join(machine.folder, 'project');
  await mkdir(join(repository, 'src'), { recursive: true });
  await git(repository, 'init', '-q', '--initial-branch=main', '--template=');
  await writeFile(join(repository, 'src/file'), 'old\n');
  await commit(repository, 'first');
  return { machine, repository, worktree: worktreeOf(machine, repository) };
}

function worktreeOf({ dataDirectory }: Machine, repository: string): WorktreeSpec {
  const root = join(dataDirectory, 'worktrees', ID, 'project');
  const gitDirectory = join(repository, '.git');
  return { root, gitDirectory, commonDirectory: gitDirectory, branch: BRANCH, base: 'default_branch' };
}

async function dismantle({ provider }: Machine, directory: string, worktree: WorktreeSpec): Promise<void> {
  const provisioner = createProvisioner({ logger: silent, openWorkspace: (request) => provider.open(request) });
  await provisioner.dismantle?.({ conversationId: ID, workspace: { directory, worktree } });
}

function provision({ provider }: Machine, worktree: WorktreeSpec) {
  const provisioner = createProvisioner({ logger: silent, openWorkspace: (request) => provider.open(request) });
  return provisioner.provision({
    conversationId: ID,
    workspace: { directory: join(worktree.root, 'src'), worktree },
    signal: new AbortController().signal,
    onStatus: async () => undefined,
  });
}

async function commit(repository: string, subject: string): Promise<string> {
  await git(repository, 'add', '--all');
  await git(repository, ...IDENTITY, 'commit', '-q', '--allow-empty', '-m', subject);
  return git(repository, 'rev-parse', 'HEAD');
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)('git', args, { cwd })).stdout.trim();
}

async function run(workspace: Workspace, command: string): Promise<void> {
  const { exitCode, stderr } = await workspace.execute({ command: ['sh', '-c', command], cwd: workspace.root });
  if (exitCode !== 0) throw new Error(stderr.toString());
}
