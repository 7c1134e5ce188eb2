import { isWithin } from '../files/path-relations.js';

/** How a place of the read-only system is replaced inside the jail. */
export interface Mount {
  /** Where it appears, as tools see it. */
  readonly path: string;
  /** hidden: an empty read-only folder. masked: an unreadable file. */
  readonly kind: 'hidden' | 'masked' | 'readonly' | 'writable';
  /** The place on the machine that is shown; the same as `path` but for the private temporary folders. */
  readonly source: string;
}

/** The mount that decides what is seen at `path`: the deepest one that contains it. */
export function mountCovering(mounts: readonly Mount[], path: string): Mount | undefined {
  let covering: Mount | undefined;
  for (const mount of mounts) {
    if (isWithin(mount.path, path) && mount.path.length >= (covering?.path.length ?? 0)) covering = mount;
  }
  return covering;
}
