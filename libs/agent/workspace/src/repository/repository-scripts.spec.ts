import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Isolation, type ExecuteRequest, type ExecuteResult, type Workspace } from '@openhands-nest/agent-ports';
import { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { runRepositoryScripts } from './repository-scripts.js';

let directory: string;
let statuses: RuntimeStatus[];
let warnings: string[];
let opened: number;
let closed: number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scripts-'));
  await git('init', '--quiet', '--template=');
  statuses = [];
  warnings = [];
  opened = closed = 0;
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function git(...arguments_: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  return (await promisify(execFile)('git', [...identity, ...arguments_], { cwd: directory })).stdout;
}

async function script(name: string, text: string): Promise<void> {
  await mkdir(join(directory, '.openhands'), { recursive: true });
  await writeFile(join(directory, '.openhands', name), text);
}

/** What the scripts need of a workspace: true programs, in the directory, without isolation. */
function aWorkspace(): Workspace {
  opened += 1;
  const parts: Partial<Workspace> = {
    root: directory,
    isolation: Isolation.Local,
    execute: runProgram,
    stat: async (path) => {
      const found = await stat(path).catch(() => undefined);
      return found && { type: found.isFile() ? 'file' : 'directory', size: found.size, modifiedAt: found.mtimeMs };
    },
    close: async () => void (closed += 1),
  };
  return parts as Workspace;
}

async function runProgram({ command: [program, ...rest], timeoutMs, signal }: ExecuteRequest): Promise<ExecuteResult> {
  const child = spawn(program, rest, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, signal });
  const ended = new Promise<number | null>((resolve) => child.on('error', () => resolve(null)).on('close', resolve));
  const [stdout, stderr, exitCode] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  return { exitCode, stdout, stderr, timedOut: child.killed && !signal?.aborted, truncated: false };
}

function run(overrides: { setupTimeoutMs?: number; signal?: AbortSignal } = {}): Promise<void> {
  return runRepositoryScripts({
    open: async () => aWorkspace(),
    directory,
    signal: new AbortController().signal,
    onStatus: async (status) => void statuses.push(status),
    setupTimeoutMs: 10_000,
    logger: { info: () => undefined, warn: (message) => void warnings.push(message), error: () => undefined },
    ...overrides,
  });
}

describe('runRepositoryScripts', () => {
  it('opens no workspace where there are no scripts', async () => {
    await run();

    expect([opened, statuses]).toEqual([0, []]);
  });

  it('runs the set-up in the repository and closes the workspace', async () => {
    await script('setup.sh', 'pwd > made-by-setup; echo "$0" >> made-by-setup');

    await run();

    expect(await readFile(join(directory, 'made-by-setup'), 'utf8')).toBe(`${directory}\n.openhands/setup.sh\n`);
    expect([opened, closed, warnings]).toEqual([1, 1, []]);
  });

  it('goes on after a set-up that fails, and says with which code', async () => {
    await script('setup.sh', 'echo secret; exit 3');
    await script('pre-commit.sh', 'true');

    await run();

    expect(warnings).toEqual([expect.stringContaining('exit code 3')]);
    expect(warnings.join()).not.toContain('secret');
    expect(statuses).toEqual([RuntimeStatus.SettingUpGitHooks]);
  });

  it('stops a set-up that takes too long', async () => {
    await script('setup.sh', 'exec tail -f /dev/null');

    await run({ setupTimeoutMs: 200 });

    expect(warnings).toEqual([expect.stringContaining('too long')]);
  });

  it('rejects when it is aborted during the set-up, and still closes', async () => {
    await script('setup.sh', 'exec tail -f /dev/null');

    await expect(run({ signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/);
    expect(closed).toBe(1);
  });

  it('makes the script a hook that can stop a commit, after the hook that was there; twice is as good as once', async () => {
    await mkdir(join(directory, '.git/hooks'), { recursive: true });
    await writeFile(join(directory, '.git/hooks/pre-commit'), '#!/bin/sh\necho own >> order\n', { mode: 0o755 });
    await script('pre-commit.sh', 'echo script >> order; ! test -e forbidden');

    await run();
    await run();
    await git('commit', '--quiet', '--allow-empty', '-m', 'first');
    await writeFile(join(directory, 'forbidden'), '');

    await expect(git('commit', '--quiet', '--allow-empty', '-m', 'second')).rejects.toThrow();
    expect(await readFile(join(directory, 'order'), 'utf8')).toBe('own\nscript\nown\nscript\n');
    expect((await git('log', '--format=%s')).trim()).toBe('first');
  });
});
