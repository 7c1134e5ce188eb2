import type { EquipmentProvider } from '@openhands-nest/agent-ports';
import { readProjectHooks } from './project-hooks.js';

/** Brings the hooks of the project to conversations that want them. */
export function projectHooks(): EquipmentProvider {
  return {
    equip: async ({ record, directory, openWorkspace }) => {
      const hooks = record.spec.projectHooks ? await readProjectHooks(await openWorkspace(), directory) : undefined;
      return { tools: [], instructions: [], ...(hooks && { hooks }), close: async () => undefined };
    },
  };
}
