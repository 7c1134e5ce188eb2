import { NO_EQUIPMENT, type EquipmentProvider, type RoutingRules, type Tool } from '@openhands-nest/agent-ports';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { askOracleTool } from './ask-oracle.tool.js';
import { routeTaskTool } from './route-task.tool.js';
import { switchLlmTool } from './switch-llm.tool.js';

/** Rules that people have saved. */
export interface SavedRules {
  /** Those of this name. */
  find(name: string): Promise<RoutingRules | undefined>;
  /** The first of all by name. */
  first(): Promise<RoutingRules | undefined>;
}

/** The tools that ask other models or change to them, for conversations whose agent has them. */
export function modelEquipment(saved: SavedRules): EquipmentProvider {
  return {
    async equip({ record, models }) {
      const { tools: wanted, routing } = record.spec;
      const tools: Tool[] = [];
      if (wanted.includes(ToolName.SwitchLlm)) {
        const profiles = await models.profiles();
        // Without another model to change to it would only cost tokens.
        if (profiles.length > 0) tools.push(switchLlmTool(profiles, models));
      }
      if (wanted.includes(ToolName.AskOracle)) tools.push(askOracleTool(models));
      if (wanted.includes(ToolName.RouteTask)) {
        const { name, rules } = routing ?? {};
        const find = async (): Promise<RoutingRules | undefined> =>
          name === undefined ? (rules ?? saved.first()) : ((await saved.find(name)) ?? rules);
        tools.push(routeTaskTool(find, models));
      }
      return tools.length === 0 ? NO_EQUIPMENT : { ...NO_EQUIPMENT, tools };
    },
  };
}
