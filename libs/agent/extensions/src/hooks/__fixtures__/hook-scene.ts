import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { WorkspaceError, type ExecuteRequest, type ExecuteResult, type HookHost, type Workspace } from '@openhands-nest/agent-ports';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A workspace in a temporary folder, with real processes and without a jail. */
export async function aWorkspace(): Promise<Workspace> {
  const root = await mkdtemp(join(tmpdir(), 'hooks-'));
  folders.push(root);
  return { root, execute: (request: ExecuteRequest) => execute(root, request) } as unknown as Workspace;
}

/** A conversation that answers questions as the test says. */
export async function aHost(ask: HookHost['ask'] = () => Promise.reject(new Error('No model.'))): Promise<HookHost & { readonly root: string }> {
  const workspace = await aWorkspace();
  return { conversationId: 'c-1', openWorkspace: async () => workspace, ask, root: workspace.root };
}

async function execute(root: string, { command: [file, ...args], env, input, timeoutMs, signal }: ExecuteRequest): Promise<ExecuteResult> {
  const child = spawn(file, args, { cwd: root, env: { PATH: process.env['PATH'], ...env }, detached: true });
  let timedOut = false;
  const end = (): void => void (child.pid && process.kill(-child.pid, 'SIGKILL'));
  const timer = timeoutMs && setTimeout(() => ((timedOut = true), end()), timeoutMs);
  signal?.addEventListener('abort', end, { once: true });
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (piece: Buffer) => stdout.push(piece));
  child.stderr.on('data', (piece: Buffer) => stderr.push(piece));
  child.stdin.on('error', () => undefined).end(input ?? '');
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer || undefined);
  return { exitCode, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr), timedOut, truncated: false };
}
