import type { McpServers, McpServerSpec } from '@openhands-nest/agent-ports';
import type { MCPServer } from '@openhands-nest/contracts/agent-server';
import type { MCPConfig } from '@openhands-nest/contracts/app';
import { mcpSpecOf } from '../../agent-server-api/mcp/mcp-specs.js';
import { serversOfLists } from '../settings/mcp-lists.js';

/** How the servers of 0.53's `mcp_config` are connected to. */
export function mcpServersOf(lists: MCPConfig): McpServers {
  const servers = Object.entries(serversOfLists(lists, {}));
  return Object.fromEntries(servers.map(([name, server]) => [name, withSessionKey(mcpSpecOf(server), server)]));
}

/** A key is sent there as that of a session, too. */
function withSessionKey(spec: McpServerSpec, { auth }: MCPServer): McpServerSpec {
  if (spec.transport === 'stdio' || auth?.strategy !== 'bearer' || !auth.value) return spec;
  return { ...spec, headers: { ...spec.headers, 'X-Session-API-Key': auth.value } };
}
