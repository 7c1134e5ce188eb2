import type { WorkspaceSpec } from '@openhands-nest/agent-ports';

/** Where the agent will work once the workspace is set up: in the clone, whose place is known before it is made. */
export function plannedDirectory({ directory, repository }: WorkspaceSpec): string {
  const name = repository?.name
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)
    ?.replace(/\.git$/, '');
  return name ? `${directory}/${name}` : directory;
}
