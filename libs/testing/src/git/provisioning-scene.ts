import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger, ProvisionRequest, RepositorySpec } from '@openhands-nest/agent-ports';
import type { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import { GitHttpServer } from './git-http-server.js';

const CONVERSATION = '3f0c8d1e-6a55-4e0b-9f0e-2d3b6a1c7e90';

/** Where the set-up of a workspace is tried: a git host with `acme/api`, a directory that is not there yet, and ears for all it says. */
export class ProvisioningScene {
  readonly conversationId = CONVERSATION;
  /** Stages that were reported, in order. */
  readonly statuses: RuntimeStatus[] = [];
  /** Everything that was logged, as JSON. */
  readonly logged: string[] = [];
  readonly logger: Logger = { info: this.log.bind(this), warn: this.log.bind(this), error: this.log.bind(this) };

  private constructor(
    readonly host: GitHttpServer,
    /** Existing temporary directory, for the scene alone. */
    readonly parent: string,
  ) {}

  static async open(): Promise<ProvisioningScene> {
    const host = await GitHttpServer.start();
    const files = { 'README.md': 'hello\n' };
    await host.addRepository('acme/api', { files, branches: { 'fix/login': { 'login.ts': '1\n' } } });
    return new ProvisioningScene(host, await mkdtemp(join(tmpdir(), 'provisioning-')));
  }

  /** Working directory of the conversation; its parent is missing too. */
  get directory(): string {
    return join(this.parent, 'workspaces', CONVERSATION);
  }

  request(repository?: RepositorySpec, signal: AbortSignal = new AbortController().signal): ProvisionRequest {
    return {
      conversationId: CONVERSATION,
      workspace: { directory: this.directory, ...(repository && { repository }) },
      signal,
      onStatus: async (status) => void this.statuses.push(status),
    };
  }

  /** Living processes whose arguments name the host or the directory: the clone's. */
  async processes(): Promise<readonly { readonly pid: number; readonly commandLine: string }[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const all = await Promise.all(
      pids.map(async (pid) => ({ pid, commandLine: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') })),
    );
    return all.filter(({ commandLine }) => [this.host.origin, this.parent].some((name) => commandLine.includes(name)));
  }

  async close(): Promise<void> {
    await this.host.close();
    await rm(this.parent, { recursive: true, force: true });
  }

  private log(message: string, details?: unknown): void {
    this.logged.push(JSON.stringify({ message, details }));
  }
}
