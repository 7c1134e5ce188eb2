import type { EquipmentRequest, McpServers } from '@openhands-nest/agent-ports';
import { mcpSpecsOf } from '../agent-server-api/mcp/mcp-specs.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';

/**
 * The MCP servers of a conversation: those that it was created with and, when its client has not described the agent, those of the
 * settings as they are now.
 */
export function conversationMcpServers({ configuration }: SettingsParts) {
  return async ({ record, mcpServers }: EquipmentRequest): Promise<McpServers> => {
    const own = await mcpServers();
    if (record.spec.agent) return own;
    const { agentSettings } = await configuration.read();
    return { ...mcpSpecsOf(agentSettings.mcp_config, ['mcp_config']), ...own };
  };
}
