import type { ConversationPlugins, Plugin } from '@openhands-nest/agent-extensions';
import type { EquipmentRequest, Logger, McpServers } from '@openhands-nest/agent-ports';
import { mcpSpecsOf } from '../agent-server-api/mcp/mcp-specs.js';
import type { OwnMcpServer } from './own-mcp-server.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

export interface McpServerSources {
  readonly settings: SettingsParts;
  readonly plugins: ConversationPlugins;
  readonly ownServer: OwnMcpServer;
  readonly logger: Logger;
}

/**
 * The MCP servers of a conversation: those of its plugins, those that it was created with and, when its client has not described
 * the agent, those of the settings as they are now. Of the same name they count in this order.
 */
export function conversationMcpServers({ settings, plugins, ownServer, logger }: McpServerSources) {
  return async (request: EquipmentRequest): Promise<McpServers> => {
    const own = { ...(await request.mcpServers()), ...(await ofPlugins(plugins, request, logger)) };
    if (request.record.spec.agent) return own;
    const { agentSettings, gitTokens } = await settings.configuration.read();
    const ofServer = await ownServer.serversFor(request.record, async () => gitTokens);
    return { ...ofServer, ...mcpSpecsOf(agentSettings.mcp_config, ['mcp_config']), ...own };
  };
}

async function ofPlugins(plugins: ConversationPlugins, request: EquipmentRequest, logger: Logger): Promise<McpServers> {
  const loaded = await plugins.of(request);
  const servers = [...loaded.plugins].reverse().map((plugin) => ofPlugin(plugin, logger));
  return Object.assign({}, ...servers) as McpServers;
}

/** A plugin whose servers are malformed goes on without them. */
function ofPlugin({ name, mcpServers }: Plugin, logger: Logger): McpServers {
  try {
    return mcpSpecsOf(mcpServers, ['mcpServers']);
  } catch (error) {
    logger.warn('The MCP servers of a plugin cannot be used.', { plugin: name, reason: (error as Error).message });
    return {};
  }
}
