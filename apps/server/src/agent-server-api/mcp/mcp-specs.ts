import type { McpServers, McpServerSpec } from '@openhands-nest/agent-ports';
import { MCPServer, mcpServerComplaint, type MCPAuthCredential } from '@openhands-nest/contracts/agent-server';
import { InvalidValueError, parseValue } from '@openhands-nest/contracts/schema';
import { InvalidInputError, invalidInput } from '../../http/problems.js';
import { signInOf } from './mcp-sign-in.js';

type Location = readonly (string | number)[];
type Json = Readonly<Record<string, unknown>>;

/** The servers of an agent's `mcp_config` that are switched on. @throws InvalidInputError */
export function mcpSpecsOf(config: unknown, at: Location): McpServers {
  const specs = Object.entries(mcpServersIn(config, at)).map(([name, server]) => [name, parsed(server, [...at, name])]);
  const enabled = (specs as [string, MCPServer][]).filter(([, server]) => server.enabled !== false);
  return Object.fromEntries(enabled.map(([name, server]) => [name, mcpSpecOf(server)]));
}

/** How a described server is connected to. */
export function mcpSpecOf(server: MCPServer): McpServerSpec {
  const timeout = server.timeout ? { timeoutMs: server.timeout * 1000 } : {};
  if (server.command && (server.transport ?? 'stdio') === 'stdio')
    return {
      transport: 'stdio',
      command: server.command,
      args: server.args ?? [],
      env: server.env ?? {},
      ...(server.cwd ? { cwd: server.cwd } : {}),
      ...timeout,
    };
  const url = server.url ?? '';
  const transport = server.transport ? (server.transport === 'sse' ? 'sse' : 'http') : transportOf(url);
  const signIn = signInOf(server.auth);
  return {
    transport,
    url,
    headers: { ...server.headers, ...headersOf(server.auth) },
    ...(signIn && { signIn }),
    ...timeout,
  };
}

/** The servers by name. Older files keep the servers below `mcpServers`, and call the transport `type`. */
export function mcpServersIn(config: unknown, at: Location): Json {
  if (config === undefined || config === null) return {};
  const servers = (config as { mcpServers?: unknown }).mcpServers ?? config;
  if (typeof servers === 'object' && !Array.isArray(servers)) return servers as Json;
  throw invalidInput(at, 'Input should be an object of MCP servers by name', 'dict_type');
}

function parsed(server: unknown, at: Location): MCPServer {
  try {
    const whole = parseValue(MCPServer, normalized(server), at);
    const complaint = mcpServerComplaint(whole);
    if (complaint === undefined) return whole;
    throw invalidInput(at, `Value error, ${complaint}`);
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}

const KNOWN = new Set(
  'url transport command args env cwd headers auth timeout sse_read_timeout keep_alive description icon enabled'.split(
    ' ',
  ),
);

function normalized(server: unknown): unknown {
  if (typeof server !== 'object' || server === null) return server;
  const { type, ...rest } = server as Json;
  const transport = rest.transport ?? type;
  const known = Object.entries(rest).filter(([key]) => KNOWN.has(key));
  return {
    ...Object.fromEntries(known),
    ...(transport === undefined ? {} : { transport: transport === 'shttp' ? 'http' : transport }),
  };
}

/** The older way has its name at the end of the path. */
function transportOf(url: string): 'http' | 'sse' {
  return /\/sse(\/|$)/.test(URL.canParse(url) ? new URL(url).pathname : '') ? 'sse' : 'http';
}

function headersOf(auth: MCPAuthCredential | null | undefined): Record<string, string> {
  switch (auth?.strategy) {
    case 'bearer':
      return auth.value ? bearer(auth.value) : {};
    case 'api_key':
      if (!auth.value) return {};
      return auth.header_name ? { [auth.header_name]: auth.value } : bearer(auth.value);
    case 'basic':
      if (!auth.password) return {};
      return { Authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
    case 'header':
      return auth.headers;
    default:
      return {};
  }
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}
