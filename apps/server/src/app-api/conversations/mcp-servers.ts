import type { McpServers, McpServerSpec } from '@openhands-nest/agent-ports';
import type { MCPConfig } from '@openhands-nest/contracts/app';

/** How the servers of 0.53's `mcp_config` are connected to. Those with an address have no names there: their hosts stand for them. */
export function mcpServersOf({ sse_servers: sse, stdio_servers: stdio, shttp_servers: http }: MCPConfig): McpServers {
  const servers: Record<string, McpServerSpec> = {};
  const add = (name: string, server: McpServerSpec): void => {
    let free = name;
    for (let number = 2; Object.hasOwn(servers, free); number += 1) free = `${name}_${number}`;
    servers[free] = server;
  };
  for (const { name, command, args, env } of stdio) add(name, { transport: 'stdio', command, args, env });
  for (const { url, api_key: key } of sse) add(hostOf(url), { transport: 'sse', url, headers: headersOf(key) });
  for (const { url, api_key: key } of http) add(hostOf(url), { transport: 'http', url, headers: headersOf(key) });
  return servers;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : 'server';
}

function headersOf(key: string | null | undefined): Record<string, string> {
  return key ? { Authorization: `Bearer ${key}`, 'X-Session-API-Key': key } : {};
}
