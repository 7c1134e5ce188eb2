import type { ConversationPlugins, ConversationSkills } from '@openhands-nest/agent-extensions';
import type { EquipmentRequest, Logger, McpServers } from '@openhands-nest/agent-ports';
import { mcpSpecsOf } from '../agent-server-api/mcp/mcp-specs.js';
import type { OwnMcpServer } from './own-mcp-server.js';
import { searchMcpServer } from './search-mcp-server.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

export interface McpServerSources {
  readonly settings: SettingsParts;
  readonly plugins: ConversationPlugins;
  readonly skills: ConversationSkills;
  readonly ownServer: OwnMcpServer;
  /** Address of the server that searches the web. */
  readonly searchUrl: string;
  readonly logger: Logger;
}

/**
 * The MCP servers of a conversation: those of its plugins, those that it was created with and, when its client has not described
 * the agent, those of the settings as they are now and the server's own; last those of its skills. Of the same name they count in this order.
 */
export function conversationMcpServers({ settings, plugins, skills, ownServer, searchUrl, logger }: McpServerSources) {
  return async (request: EquipmentRequest): Promise<McpServers> => {
    const { record } = request;
    const given = await request.mcpServers();
    const ofSkill = await ofSkills(skills, request, logger);
    const ofPlugin = await ofPlugins(plugins, request, logger);
    if (record.spec.agent) return { ...ofSkill, ...given, ...ofPlugin };
    const { agentSettings, gitTokens, app } = await settings.configuration.read();
    const ofServer = await ownServer.serversFor(record, async () => gitTokens);
    const search = searchMcpServer(record, app?.searchKey, searchUrl);
    const ofSettings = isReplaced(record, given) ? {} : mcpSpecsOf(agentSettings.mcp_config, ['mcp_config']);
    return { ...ofSkill, ...ofServer, ...search, ...ofSettings, ...given, ...ofPlugin };
  };
}

/** In the OpenHands API those of a conversation stand in for those of the settings. */
function isReplaced({ spec }: EquipmentRequest['record'], given: McpServers): boolean {
  return spec.trigger !== undefined && Object.keys(given).length > 0;
}

async function ofPlugins(plugins: ConversationPlugins, request: EquipmentRequest, logger: Logger): Promise<McpServers> {
  const loaded = await plugins.of(request);
  const servers = [...loaded.plugins]
    .reverse()
    .map(({ name, mcpServers }) => readable(mcpServers, { plugin: name }, logger));
  return Object.assign({}, ...servers) as McpServers;
}

async function ofSkills(skills: ConversationSkills, request: EquipmentRequest, logger: Logger): Promise<McpServers> {
  const book = await skills.bookOf(request);
  const servers = book.skills.map(({ name, mcpServers }) => readable(mcpServers, { skill: name }, logger));
  return Object.assign({}, ...servers.reverse()) as McpServers;
}

/** What brings malformed servers goes on without them. */
function readable(servers: object, owner: Readonly<Record<string, string>>, logger: Logger): McpServers {
  try {
    return mcpSpecsOf(servers, ['mcpServers']);
  } catch (error) {
    logger.warn('MCP servers that a plugin or a skill brings cannot be used.', {
      ...owner,
      reason: (error as Error).message,
    });
    return {};
  }
}
