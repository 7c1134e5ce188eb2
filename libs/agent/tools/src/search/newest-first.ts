import type { Workspace } from '@openhands-nest/agent-ports';

/** Files whose time is looked up; more are left in the order in which they were found. */
const MOST_LOOKUPS = 2_000;

/** Sorts paths by the time of their last change. */
export async function newestFirst(workspace: Workspace, paths: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(
    paths
      .slice(0, MOST_LOOKUPS)
      .map(async (path) => ({ path, modifiedAt: (await workspace.stat(path))?.modifiedAt ?? 0 })),
  );
  dated.sort((one, other) => other.modifiedAt - one.modifiedAt);
  return [...dated.map(({ path }) => path), ...paths.slice(MOST_LOOKUPS)];
}
