import { isWithin, namesBetween } from '../files/path-relations.js';
import { mountCovering, type Mount } from './mount.js';

export interface PlanRequest {
  /** Real path of the server's own data, which nobody may see. */
  readonly dataDirectory: string;
  /** Real paths of existing folders to hide. */
  readonly hidden: readonly string[];
  /** Real paths of existing files that must not be read. */
  readonly masked: readonly string[];
  /** Files and folders that stay readable although something around them is hidden. */
  readonly readable: readonly string[];
  /** Real paths of folders in the server's data that tools may read all the same. */
  readonly shared: readonly string[];
  /** What tools may write to, by the path at which they see it. */
  readonly writable: ReadonlyMap<string, string>;
  /** Single files shown instead of the system's own. */
  readonly replaced: ReadonlyMap<string, string>;
}

/**
 * Everything that differs from the read-only system, parents before children, so that the deepest entry wins.
 * The same list drives bubblewrap and tells the file tools what a path means.
 */
export function planMounts(request: PlanRequest): readonly Mount[] {
  const wanted = candidates(request).sort((a, b) => a.path.length - b.path.length);
  const mounts: Mount[] = [];
  for (const mount of wanted) {
    const cover = mountCovering(mounts, mount.path);
    if (cover?.path === mount.path || isNeedless(mount, cover)) continue;
    if (cover?.kind === 'writable') mounts.push(...pinned(cover, mount.path));
    mounts.push(mount);
  }
  return mounts;
}

/** In order of precedence for entries with the same path. */
function candidates({ dataDirectory, hidden, masked, readable, shared, writable, replaced }: PlanRequest): Mount[] {
  const visible = readable.filter((path) => !isWithin(dataDirectory, path));
  return [
    ...[...writable].map(([path, source]): Mount => ({ path, kind: 'writable', source })),
    ...[dataDirectory].map((path): Mount => ({ path, kind: 'hidden', source: path })),
    ...[...replaced].map(([path, source]): Mount => ({ path, kind: 'readonly', source })),
    ...[...visible, ...shared].map((path): Mount => ({ path, kind: 'readonly', source: path })),
    ...hidden.map((path): Mount => ({ path, kind: 'hidden', source: path })),
    ...masked.map((path): Mount => ({ path, kind: 'masked', source: path })),
  ];
}

function isNeedless(mount: Mount, cover: Mount | undefined): boolean {
  if (cover?.kind === 'hidden') return mount.kind === 'hidden' || mount.kind === 'masked';
  if (mount.kind !== 'readonly' || mount.source !== mount.path) return false;
  // The system is readable anyway, and so is a workspace that contains the programs; a private temporary folder is not.
  return cover === undefined || cover.source === cover.path;
}

/**
 * Mounts for the folders between a writable folder and a mount inside it. A mount point cannot be renamed, so nobody
 * can move a hidden folder out of its hiding place, or lead the next jail's mount elsewhere with a link.
 */
function pinned(cover: Mount, path: string): Mount[] {
  const names = namesBetween(cover.path, path).slice(0, -1);
  return names.map((_name, index) => {
    const below = names.slice(0, index + 1).join('/');
    return { path: `${cover.path}/${below}`, kind: 'writable', source: `${cover.source}/${below}` };
  });
}
