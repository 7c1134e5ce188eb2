import { NO_EQUIPMENT, type ClientToolSpec, type EquipmentProvider, type Tool } from '@openhands-nest/agent-ports';
import { argumentCheck } from './argument-check.js';
import { clientTool } from './client-tool.js';

/** Equips conversations with the tools that their clients brought. */
export function clientTools(): EquipmentProvider {
  return {
    async equip({ record }) {
      const { clientTools: specs = [] } = record.spec;
      if (specs.length === 0) return NO_EQUIPMENT;
      return { ...NO_EQUIPMENT, tools: await Promise.all(specs.map(toTool)) };
    },
  };
}

/** Why a schema cannot describe arguments; undefined when it can. */
export async function schemaComplaint(schema: ClientToolSpec['parameters']): Promise<string | undefined> {
  try {
    await argumentCheck(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function toTool(spec: ClientToolSpec): Promise<Tool> {
  // Whoever executes a tool has its actions from the same tool's parse.
  return clientTool(spec, await argumentCheck(spec.parameters));
}
