import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Isolation, WorkspaceError } from '@openhands-nest/agent-ports';
import { mountArguments } from './jail-arguments.js';
import { mountCovering, type Mount } from './mount.js';
import type { Confinement, Launch } from '../processes/confinement.js';

/** Runs every program in a bubblewrap jail of its own; all jails of a conversation show the same files. */
export class JailConfinement implements Confinement {
  readonly isolation = Isolation.Bubblewrap;
  private readonly arguments: readonly string[];

  private constructor(
    private readonly bwrap: string,
    isolation: readonly string[],
    mounts: readonly Mount[],
    /** Places on the machine that must be real folders, without a link on the way, each time a jail is made. */
    private readonly pinnedPlaces: readonly string[],
  ) {
    this.arguments = [...isolation, ...mountArguments(mounts)];
  }

  /** Makes the folders that jails will need. @param isolation see isolationArguments */
  static async make(bwrap: string, isolation: readonly string[], mounts: readonly Mount[]): Promise<JailConfinement> {
    const places = placesToPin(mounts);
    await Promise.all(places.map((place) => mkdir(place, { recursive: true })));
    return new JailConfinement(bwrap, isolation, mounts, places);
  }

  launch(command: readonly [string, ...string[]], cwd: string, env: Readonly<Record<string, string>>): Launch {
    this.checkPlaces();
    // The environment travels as environment: arguments can be read by everybody on the machine.
    return { file: this.bwrap, args: [...this.arguments, '--chdir', cwd, '--', ...command], cwd: '/', env };
  }

  /** A folder shared with other conversations could have been replaced by a link since the last jail. */
  private checkPlaces(): void {
    const changed = this.pinnedPlaces.find((place) => !isReal(place));
    if (changed !== undefined) {
      throw new WorkspaceError('denied', `${changed} was moved or replaced by a link. Put the folder back to go on.`);
    }
  }
}

function placesToPin(mounts: readonly Mount[]): string[] {
  const writable = mounts.filter(({ kind }) => kind === 'writable').map(({ source }) => source);
  const mountPoints = mounts.flatMap((mount) => {
    const outer = mounts.filter(({ path }) => path !== mount.path && mount.path.startsWith(`${path}/`));
    const cover = mountCovering(outer, mount.path);
    const isFolder = mount.kind === 'writable' || mount.kind === 'hidden';
    return cover?.kind === 'writable' && isFolder ? [cover.source + mount.path.slice(cover.path.length)] : [];
  });
  return [...new Set([...writable, ...mountPoints])];
}

function isReal(place: string): boolean {
  try {
    // The native one asks the system once, the other once for each folder on the way.
    return realpathSync.native(place) === place;
  } catch {
    return false;
  }
}
