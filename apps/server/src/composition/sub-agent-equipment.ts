import {
  builtinAgents,
  firstOfEachName,
  pluginAgents,
  projectAgents,
  userAgents,
  WorkspaceFiles,
  type ConversationPlugins,
  type UserFolders,
} from '@openhands-nest/agent-extensions';
import {
  MAX_SUB_AGENT_DEPTH,
  NO_EQUIPMENT,
  type AgentDefinition,
  type EquipmentProvider,
  type EquipmentRequest,
  type Logger,
  type Tool,
} from '@openhands-nest/agent-ports';
import { delegateTool, taskTool } from '@openhands-nest/agent-tools';
import { ToolName, ToolSetName } from '@openhands-nest/contracts/vocabulary';
import { isUsable } from '../agent-server-api/tools/usable-tools.js';

export interface SubAgentSources {
  readonly plugins: ConversationPlugins;
  readonly user: UserFolders;
  readonly logger: Logger;
}

/** The tools with which an agent sets others to work, for conversations that ask for them. */
export function subAgentEquipment(sources: SubAgentSources): EquipmentProvider {
  return {
    equip: async (request) => {
      const { tools, subAgent } = request.record.spec;
      const wantsTasks = tools.includes(ToolSetName.Task);
      const wantsDelegate = tools.includes(ToolName.Delegate);
      const deepest = (subAgent?.depth ?? 0) >= MAX_SUB_AGENT_DEPTH;
      if (deepest || !(wantsTasks || wantsDelegate)) return NO_EQUIPMENT;
      const agents = usable(await agentsOf(request, sources), sources.logger);
      const offered: Tool[] = [
        ...(wantsTasks ? [taskTool(agents, request.subAgents) as Tool] : []),
        ...(wantsDelegate ? [delegateTool(agents, request.subAgents) as Tool] : []),
      ];
      return { ...NO_EQUIPMENT, tools: offered };
    },
  };
}

/** Those that the client describes go before those of plugins, of the project, of the user and our own. */
async function agentsOf(
  request: EquipmentRequest,
  { plugins, user, logger }: SubAgentSources,
): Promise<AgentDefinition[]> {
  const { record, directory, openWorkspace } = request;
  const [brought, project, own] = await Promise.all([
    plugins.of(request).then((loaded) => pluginAgents(loaded.plugins)),
    projectAgents(new WorkspaceFiles(await openWorkspace()), directory),
    userAgents(user),
  ]);
  for (const problem of [brought, project, own].flatMap(({ problems }) => problems))
    logger.warn('The definition of an agent cannot be used.', { conversationId: record.id, problem });
  return firstOfEachName(
    record.spec.agentDefinitions ?? [],
    brought.agents,
    project.agents,
    own.agents,
    builtinAgents({ browser: isUsable('browser_tool_set') }),
  );
}

/** An agent without one of its tools would not be what its description says. */
function usable(agents: readonly AgentDefinition[], logger: Logger): AgentDefinition[] {
  return agents.filter(({ name, tools }) => {
    const missing = tools.filter((tool) => !isUsable(tool));
    if (missing.length > 0)
      logger.warn('An agent is not offered because it has tools that are not there.', { agent: name, missing });
    return missing.length === 0;
  });
}
