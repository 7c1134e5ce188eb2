import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import type { Logger } from '@openhands-nest/agent-ports';
import { isolationArguments } from './jail/isolation-arguments.js';
import { JailWorkspaceProvider } from './jail/jail-provider.js';
import type { GitIdentity } from './environment/clean-environment.js';
import { LocalWorkspaceProvider } from './local-provider.js';
import type { MachineWorkspaceProvider } from './machine-workspace.js';
import { probeBubblewrap, type BubblewrapProbe } from './probe/probe-bubblewrap.js';

export interface WorkspaceProviderOptions {
  /** auto: a jail where it works. bwrap: a jail, or refuse. local: none. */
  readonly sandbox: 'auto' | 'bwrap' | 'local';
  /** The server's own folder; made when missing. Scratch folders of conversations lie below it. */
  readonly dataDirectory: string;
  readonly logger: Logger;
  /** Whether jailed programs reach the network. Default: host. A local workspace always does. */
  readonly network?: 'host' | 'none';
  /** Absolute paths that stay readable in the jail although something around them is hidden. */
  readonly readPaths?: readonly string[];
  /** Folders in the data directory that tools may read, made when missing. Default: none. */
  readonly sharedPaths?: readonly string[];
  /** Environment from which harmless variables are passed on. Default: the process's own. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Who commits in workspaces; asked each time one is opened. Default: the server's own name. */
  readonly gitIdentity?: () => Promise<GitIdentity>;
  /** Program that makes jails. Default: bwrap, looked up in PATH. */
  readonly bwrap?: string;
  /** What a trial with that program has shown. Default: it is tried. */
  readonly probe?: Promise<BubblewrapProbe>;
}

/**
 * Finds out what isolation this machine can give, and says so.
 * @throws Error with a sentence for people when a jail is required and does not work.
 */
export async function createWorkspaceProvider(options: WorkspaceProviderOptions): Promise<MachineWorkspaceProvider> {
  const {
    sandbox,
    logger,
    network = 'host',
    environment = process.env,
    bwrap = 'bwrap',
    readPaths = [],
    sharedPaths = [],
    gitIdentity = async () => ({}),
  } = options;
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  const dataDirectory = realpathSync(options.dataDirectory);
  if (sandbox === 'local') return new LocalWorkspaceProvider(dataDirectory, environment, gitIdentity);

  const probe = await (options.probe ?? probeBubblewrap(bwrap));
  if (probe.works) {
    const isolation = isolationArguments({ nestedNamespaces: probe.nestedNamespaces, network });
    const readable = readPaths.filter((path) => existsSync(path)).map((path) => realpathSync(path));
    return new JailWorkspaceProvider({
      bwrap,
      isolation,
      dataDirectory,
      environment,
      readPaths: readable,
      gitIdentity,
      sharedPaths: sharedPaths.map(realFolder),
    });
  }
  if (sandbox === 'bwrap')
    throw new Error(`SANDBOX is bwrap, but bubblewrap does not work here. ${advice(probe.reason)}`);
  logger.warn(`Agents are NOT isolated: their tools can do whatever this server's user can. ${advice(probe.reason)}`);
  return new LocalWorkspaceProvider(dataDirectory, environment, gitIdentity);
}

function realFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return realpathSync(path);
}

function advice(reason: string): string {
  return (
    `Install bubblewrap (apt-get install bubblewrap) and allow user namespaces, or set SANDBOX=local to accept this. ` +
    `bubblewrap said: ${reason.split('\n')[0]}`
  );
}
