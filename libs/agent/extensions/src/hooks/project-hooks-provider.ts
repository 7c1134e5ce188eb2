import type { EquipmentProvider } from '@openhands-nest/agent-ports';
import { WorkspaceFiles } from '../files/workspace-files.js';
import { readProjectHooks } from './project-hooks.js';

/** Brings the hooks of the project to conversations that want them. */
export function projectHooks(): EquipmentProvider {
  return {
    equip: async ({ record, directory, openWorkspace }) => {
      const wanted = record.spec.projectHooks === true;
      const hooks = wanted && (await readProjectHooks(new WorkspaceFiles(await openWorkspace()), directory));
      return { tools: [], instructions: [], ...(hooks && { hooks }), close: async () => undefined };
    },
  };
}
