import { Isolation, type WorkspaceProvider } from '@openhands-nest/agent-ports';
import { cleanEnvironment, type GitIdentity } from './environment/clean-environment.js';
import { DirectFiles } from './files/direct-files.js';
import { MachineWorkspace, type MachineWorkspaceProvider } from './machine-workspace.js';
import { LocalConfinement } from './processes/local-confinement.js';
import { ownerMark } from './processes/marks.js';
import { reapOrphans } from './processes/orphans.js';
import { makeScratch, removeScratch } from './scratch.js';
import { shellCommand } from './shell-command.js';
import { makeWorkingDirectory } from './working-directory.js';

type OpenRequest = Parameters<WorkspaceProvider['open']>[0];

/** Workspaces without isolation: tools can do whatever the server's user can. */
export class LocalWorkspaceProvider implements MachineWorkspaceProvider {
  readonly isolation = Isolation.Local;
  private readonly confinement: LocalConfinement;

  constructor(
    private readonly dataDirectory: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly gitIdentity: () => Promise<GitIdentity>,
  ) {
    this.confinement = new LocalConfinement(ownerMark(dataDirectory));
  }

  async open({ conversationId, directory, secretEnv = {} }: OpenRequest): Promise<MachineWorkspace> {
    const scratch = await makeScratch(this.dataDirectory, conversationId);
    const root = await makeWorkingDirectory(directory, this.dataDirectory);
    const shell = shellCommand();
    const gitIdentity = await this.gitIdentity();
    const places = { home: scratch.home, temporary: scratch.temporary, shell: shell[0] };
    return new MachineWorkspace({
      root,
      shell,
      outputDirectory: scratch.outputs,
      environment: cleanEnvironment({ server: this.environment, gitIdentity, ...places }),
      secretEnv,
      confinement: this.confinement,
      files: () => new DirectFiles(),
    });
  }

  discard(conversationId: string): Promise<void> {
    return removeScratch(this.dataDirectory, conversationId);
  }

  reapOrphans(): Promise<number> {
    return reapOrphans(this.dataDirectory);
  }
}
