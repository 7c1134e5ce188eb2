import type { DirectoryEntry, FileStat } from '@openhands-nest/agent-ports';
import { mountCovering, type Mount } from '../jail/mount.js';
import type { FileAccess } from './file-access.js';
import { toWorkspaceError } from './file-errors.js';
import { DetourError, listPlace, readPlace, statPlace, writePlace, type Place } from './linkless-files.js';
import { namesBetween } from './path-relations.js';

/**
 * Files exactly as the jail's terminal sees them. Plain paths in folders that tools may write to are handled directly;
 * everything else (the system, links, `..`) by a process in the jail, which cannot do more than the terminal.
 */
export class JailViewFiles implements FileAccess {
  constructor(
    private readonly mounts: readonly Mount[],
    private readonly inJail: FileAccess,
  ) {}

  readFile(path: string, maxBytes: number): Promise<Buffer> {
    return this.either(
      path,
      (place) => readPlace(place, maxBytes),
      () => this.inJail.readFile(path, maxBytes),
    );
  }

  writeFile(path: string, content: Uint8Array, mustBeNew: boolean): Promise<void> {
    return this.either(
      path,
      (place) => writePlace(place, content, mustBeNew),
      () => this.inJail.writeFile(path, content, mustBeNew),
    );
  }

  stat(path: string): Promise<FileStat | undefined> {
    return this.either(path, statPlace, () => this.inJail.stat(path));
  }

  list(path: string): Promise<readonly DirectoryEntry[]> {
    return this.either(path, listPlace, () => this.inJail.list(path));
  }

  private async either<T>(path: string, directly: (place: Place) => Promise<T>, inJail: () => Promise<T>): Promise<T> {
    const place = this.placeOf(path);
    if (place === undefined) return inJail();
    try {
      return await directly(place);
    } catch (error) {
      if (error instanceof DetourError) return inJail();
      throw toWorkspaceError(error, path);
    }
  }

  private placeOf(path: string): Place | undefined {
    // "a/link/.." is not "a" when the link leads elsewhere: only the kernel can tell.
    if (/(^|\/)\.\.?(\/|$)/.test(path) || path.includes('//')) return undefined;
    const mount = mountCovering(this.mounts, path);
    if (mount?.kind !== 'writable') return undefined;
    return { root: mount.source, names: namesBetween(mount.path, path), shownAs: path };
  }
}
