import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Isolation, WorkspaceError, type WorkspaceProvider } from '@openhands-nest/agent-ports';
import type { BackendLogs, BackendStatus } from '@openhands-nest/contracts/agent-server';
import { SandboxNetwork, ServerConfig } from '../../../config/server-config.js';
import { HttpProblem } from '../../../http/problems.js';
import { WORKSPACES } from '../../../tokens.js';
import { InstalledApps, revisionOf, type InstalledApp } from '../installed-apps.js';
import { ArtifactError } from './artifact-error.js';
import { ownBackend, type OwnBackend } from './backend-platform.js';
import { statusOf, whyNone } from './backend-status.js';
import { freePort } from './free-port.js';
import { OneAtATime } from './one-at-a-time.js';
import { programCommand } from './program-command.js';
import { programEnvironment } from './program-environment.js';
import { ProgramShelf } from './program-shelf.js';
import { RunningBackend } from './running-backend.js';

/** A program that can be asked things. */
export interface ReadyBackend {
  /** From its start to its end. */
  readonly run: RunningBackend;
  readonly port: number;
}

/** Programs of extensions: at most one for each, started when a person says so, and confined as those of conversations are. */
@Injectable()
export class AppBackends implements OnModuleDestroy {
  private readonly shelf: ProgramShelf;
  private readonly running = new Map<string, RunningBackend>();
  private readonly turns = new OneAtATime();

  constructor(
    private readonly apps: InstalledApps,
    private readonly config: ServerConfig,
    @Inject(WORKSPACES) private readonly workspaces: WorkspaceProvider,
  ) {
    // Below the folder that jails see, so that the programs in them find themselves.
    this.shelf = new ProgramShelf(join(config.DATA_DIR, 'extensions/canvas-programs'));
  }

  get isAnyRunning(): boolean {
    return [...this.running.values()].some(({ isAlive }) => isAlive);
  }

  /** Undefined when there is none that is well. */
  ready(name: string): ReadyBackend | undefined {
    const run = this.running.get(name);
    return run?.state === 'ready' && run.port !== null ? { run, port: run.port } : undefined;
  }

  /** Asks a program that works whether it is well. */
  status(name: string): Promise<BackendStatus> {
    return this.turns.do(name, async () => {
      await this.running.get(name)?.check();
      return this.shown(name);
    });
  }

  /** @throws HttpProblem 409 */
  prepare(name: string, revision: string): Promise<BackendStatus> {
    return this.turns.do(name, async () => {
      const app = await this.apps.find(name);
      if (!app || whyNone(app)) return this.shown(name);
      const { artifact, platform } = this.agreed(app, revision);
      if ((await this.shelf.find(name))?.revision !== revision) {
        const source = { packageRoot: app.installation.installPath, artifact };
        const program = { revision, platform, sha256: artifact.sha256 };
        await orConflict(this.shelf.prepare(name, source, program));
      }
      return this.shown(name);
    });
  }

  /** Answers when the program is ready, has failed or was stopped. @throws HttpProblem 409 */
  async start(name: string, revision: string): Promise<BackendStatus> {
    const backend = await this.turns.do(name, () => this.begin(name, revision));
    await backend?.settled;
    return this.shown(name);
  }

  /** Without any, nothing happens. */
  stop(name: string): Promise<BackendStatus> {
    return this.turns.do(name, async () => {
      await this.end(name);
      return this.shown(name);
    });
  }

  logs(name: string, limitBytes: number): BackendLogs {
    const end = this.running.get(name)?.log.end(limitBytes);
    return { name, ...(end ?? { logs: '', truncated: false }) };
  }

  /** @throws HttpProblem 409 */
  deleteData(name: string): Promise<BackendStatus> {
    return this.turns.do(name, async () => {
      if (this.running.get(name)?.isAlive) throw conflict('Stop the program first, then delete its data.');
      await rm(this.dataOf(name), { recursive: true, force: true });
      await this.workspaces.discard(scratchOf(name));
      return this.shown(name);
    });
  }

  /** What a person agreed to counts no more: something else was installed. */
  withdraw(name: string): Promise<void> {
    return this.turns.do(name, () => this.shelf.withdraw(name));
  }

  /** Ends the program and removes it; its data stay. */
  removeProgram(name: string): Promise<void> {
    return this.turns.do(name, async () => {
      await this.end(name);
      this.running.delete(name);
      await this.shelf.remove(name);
    });
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.allSettled([...this.running.keys()].map((name) => this.stop(name)));
  }

  private async begin(name: string, revision: string): Promise<RunningBackend | undefined> {
    const app = await this.apps.find(name);
    if (!app || whyNone(app)) return undefined;
    const current = this.running.get(name);
    if (current?.isAlive && current.launch.revision === revision) return current;
    if (current?.isAlive) throw conflict('The program of another revision works. Stop it first.');
    const own = this.agreed(app, revision);
    const prepared = await this.shelf.find(name);
    if (
      prepared?.revision !== revision ||
      prepared.platform !== own.platform ||
      prepared.sha256 !== own.artifact.sha256
    )
      throw conflict('This revision is not prepared. Prepare it first.');
    const backend = await orConflict(this.launch(name, app, own, revision));
    this.running.set(name, backend);
    return backend;
  }

  private async launch(name: string, app: InstalledApp, own: OwnBackend, revision: string): Promise<RunningBackend> {
    if (this.workspaces.isolation === Isolation.Bubblewrap && this.config.SANDBOX_NETWORK === SandboxNetwork.None)
      throw new ArtifactError('Programs in jails have no network here, so that nobody could reach this one.');
    const [dataDirectory, port] = [this.dataOf(name), await freePort()];
    await mkdir(join(dataDirectory, 'home'), { recursive: true, mode: 0o700 });
    const artifactDirectory = resolve(this.shelf.folderOf(name, own.artifact.sha256));
    const command = await programCommand(own.backend.argv, { port, dataDirectory, artifactDirectory });
    const workspace = await this.workspaces.open({ conversationId: scratchOf(name), directory: dataDirectory });
    const env = programEnvironment(own.backend.inherit_environment, join(dataDirectory, 'home'));
    const launch = { revision, port, command, cwd: app.installation.installPath, env, health: own.backend.health };
    return RunningBackend.start(launch, workspace);
  }

  private agreed(app: InstalledApp, revision: string): OwnBackend {
    const own = app.manifest && ownBackend(app.manifest);
    if (own && revisionOf(app) === revision) return own;
    throw conflict('Another revision is installed. Look at its state, then agree to the revision that stands there.');
  }

  private async end(name: string): Promise<void> {
    await this.running.get(name)?.stop();
  }

  private async shown(name: string): Promise<BackendStatus> {
    const [app, prepared] = await Promise.all([this.apps.find(name), this.shelf.find(name)]);
    return statusOf(name, app, prepared?.revision ?? null, this.running.get(name));
  }

  private dataOf(name: string): string {
    return resolve(this.config.DATA_DIR, 'canvas-data', name);
  }
}

async function orConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ArtifactError || error instanceof WorkspaceError) throw conflict(error.message);
    throw error;
  }
}

function conflict(detail: string): HttpProblem {
  return new HttpProblem(409, { detail });
}

/** Names of extensions may be longer than those of scratch folders. */
function scratchOf(name: string): string {
  return `canvas-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}
