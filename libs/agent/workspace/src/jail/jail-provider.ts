import { realpath } from 'node:fs/promises';
import { Isolation, type WorkspaceProvider } from '@openhands-nest/agent-ports';
import { cleanEnvironment, type GitIdentity } from '../environment/clean-environment.js';
import { JailViewFiles } from '../files/jail-view-files.js';
import { JailedFiles } from '../files/jailed-files.js';
import { MachineWorkspace, type MachineWorkspaceProvider } from '../machine-workspace.js';
import { reapOrphans } from '../processes/orphans.js';
import { makeScratch, removeScratch, type ScratchFolders } from '../scratch.js';
import { shellCommand } from '../shell-command.js';
import { makeWorkingDirectory } from '../working-directory.js';
import { isRoot } from './isolation-arguments.js';
import { JailConfinement } from './jail-confinement.js';
import { MachinePlacesFinder } from './machine-places.js';
import type { Mount } from './mount.js';
import { planMounts } from './mount-plan.js';
import { jailUser } from './user-database.js';

type OpenRequest = Parameters<WorkspaceProvider['open']>[0];

export interface JailProviderOptions {
  readonly bwrap: string;
  /** See isolationArguments. */
  readonly isolation: readonly string[];
  /** Real path. */
  readonly dataDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Real paths that stay readable although something around them is hidden. */
  readonly readPaths: readonly string[];
  /** Asked each time a workspace is opened. */
  readonly gitIdentity: () => Promise<GitIdentity>;
  /** Real paths of folders in the data directory that tools may read. */
  readonly sharedPaths: readonly string[];
}

/** Workspaces in bubblewrap jails. */
export class JailWorkspaceProvider implements MachineWorkspaceProvider {
  readonly isolation = Isolation.Bubblewrap;

  private readonly machine: MachinePlacesFinder;

  constructor(private readonly options: JailProviderOptions) {
    this.machine = new MachinePlacesFinder(options);
  }

  async open({ conversationId, directory, secretEnv = {}, alsoWritable = [] }: OpenRequest): Promise<MachineWorkspace> {
    const { bwrap, isolation, dataDirectory } = this.options;
    const scratch = await makeScratch(dataDirectory, conversationId);
    const root = await makeWorkingDirectory(directory, dataDirectory);
    const shell = shellCommand();
    const environment = this.environmentFor(scratch, shell[0], await this.options.gitIdentity());
    const shared = await Promise.all(alsoWritable.map((path) => realpath(path)));
    const mounts = this.mountsFor([root, ...shared], scratch, environment);
    return new MachineWorkspace({
      root,
      shell,
      outputDirectory: scratch.outputs,
      environment,
      secretEnv,
      confinement: await JailConfinement.make(bwrap, isolation, mounts),
      files: (execute) => new JailViewFiles(mounts, new JailedFiles(execute)),
    });
  }

  discard(conversationId: string): Promise<void> {
    return removeScratch(this.options.dataDirectory, conversationId);
  }

  /** Jails die with their server; an earlier one may have worked without. */
  reapOrphans(): Promise<number> {
    return reapOrphans(this.options.dataDirectory);
  }

  private environmentFor({ home }: ScratchFolders, shell: string, gitIdentity: GitIdentity): Record<string, string> {
    const user = isRoot() ? jailUser() : undefined;
    return cleanEnvironment({ server: this.options.environment, home, temporary: '/tmp', shell, user, gitIdentity });
  }

  private mountsFor(
    roots: readonly string[],
    scratch: ScratchFolders,
    environment: Record<string, string>,
  ): readonly Mount[] {
    return planMounts({
      ...this.machine.find(environment),
      dataDirectory: this.options.dataDirectory,
      writable: writablePlaces(roots, scratch),
    });
  }
}

function writablePlaces(roots: readonly string[], scratch: ScratchFolders): ReadonlyMap<string, string> {
  return new Map([
    ...roots.map((root): [string, string] => [root, root]),
    [scratch.home, scratch.home],
    [scratch.outputs, scratch.outputs],
    ['/tmp', scratch.temporary],
    ['/var/tmp', scratch.longTemporary],
    ['/dev/shm', scratch.sharedMemory],
  ]);
}
