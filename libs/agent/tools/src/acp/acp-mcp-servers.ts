import type { McpAddressSpec, McpServers, McpServerSpec } from '@openhands-nest/agent-ports';
import { expandServer } from '../mcp/expand-server.js';
import { objectOf, type Json } from './json-rpc.js';

/**
 * MCP servers as the protocol names them. Those that the program cannot reach, because it does not know their transport, are left out.
 * @param capabilities what the program says of itself
 */
export function acpMcpServers(
  servers: McpServers,
  capabilities: unknown,
  environment: Readonly<Record<string, string>>,
): Json[] {
  const { http, sse } = objectOf(capabilities) ?? {};
  const known = { stdio: true, http: http === true, sse: sse === true };
  const lookup = (name: string) => (Object.hasOwn(environment, name) ? environment[name] : undefined);
  return Object.entries(servers)
    .filter(([, { transport }]) => known[transport])
    .map(([name, server]) => acpServer(name, expandServer(server, lookup)));
}

function acpServer(name: string, server: McpServerSpec): Json {
  if (server.transport === 'stdio')
    return { name, command: server.command, args: [...server.args], env: pairs(server.env) };
  return { type: server.transport, name, url: server.url, headers: pairs({ ...bearerOf(server), ...server.headers }) };
}

/** The token of a sign-in that has taken place. The program cannot renew it. */
function bearerOf({ signIn }: McpAddressSpec): Record<string, string> {
  const token = signIn?.state.tokens?.['access_token'];
  return typeof token === 'string' ? { Authorization: `Bearer ${token}` } : {};
}

function pairs(entries: Readonly<Record<string, string>>): Json[] {
  return Object.entries(entries).map(([name, value]) => ({ name, value }));
}
