import { SECRET_MASK, type MCPServer } from '@openhands-nest/contracts/agent-server';
import type { MCPConfig, MCPSSEServerConfig, MCPStdioServerConfig } from '@openhands-nest/contracts/app';
import { restoreMasked } from '../../agent-server-api/settings/merge.js';

type Servers = Readonly<Record<string, MCPServer>>;
type RemoteServer = MCPSSEServerConfig;

const NOT_A_NAME = /[^A-Za-z0-9_-]+/g;

/** The MCP servers of the settings as lists by their transport, the secrets masked. What is switched off is not shown; none at all: null. */
export function mcpLists(servers: Servers): MCPConfig | null {
  const shown = Object.entries(servers).filter(([, { enabled }]) => enabled);
  if (shown.length === 0) return null;
  const remote = shown.filter(([, { command }]) => !command);
  return {
    sse_servers: remote.filter(([, { transport }]) => transport === 'sse').map(([, server]) => remoteServer(server)),
    stdio_servers: shown.filter(([, { command }]) => command).map(([name, server]) => stdioServer(name, server)),
    shttp_servers: remote.filter(([, { transport }]) => transport !== 'sse').map(([, server]) => remoteServer(server)),
  };
}

/**
 * The servers that lists stand for. A server that was there already keeps what lists cannot say, and its secrets where they are
 * masked; those that are switched off stay.
 */
export function serversOfLists(lists: MCPConfig | null | undefined, before: Servers): Record<string, MCPServer> {
  const after = new Map(Object.entries(before).filter(([, { enabled }]) => !enabled));
  for (const server of lists?.stdio_servers ?? []) {
    const known = before[server.name]?.command ? before[server.name] : undefined;
    const env = restoreMasked(server.env, known?.env ?? {}) as Record<string, string>;
    after.set(server.name, { ...known, command: server.command, args: [...server.args], env, enabled: true });
  }
  for (const server of lists?.sse_servers ?? []) addRemote(after, before, server, 'sse');
  for (const server of lists?.shttp_servers ?? []) addRemote(after, before, server, 'streamable-http');
  return Object.fromEntries(after);
}

function remoteServer({ url, auth }: MCPServer): RemoteServer {
  return { url: url ?? '', api_key: auth && auth.strategy !== 'none' ? SECRET_MASK : null };
}

function stdioServer(name: string, { command, args, env }: MCPServer): MCPStdioServerConfig {
  const masked = Object.fromEntries(Object.keys(env ?? {}).map((variable) => [variable, SECRET_MASK]));
  return { name, command: command ?? '', args: [...(args ?? [])], env: masked };
}

function addRemote(after: Map<string, MCPServer>, before: Servers, given: RemoteServer, transport: string): void {
  const found = Object.entries(before).find(
    ([name, { url, enabled }]) => enabled && url === given.url && !after.has(name),
  );
  const [name, known] = found ?? [freeName(given.url, after, before), undefined];
  const { auth: knownAuth, ...others } = known ?? { enabled: true };
  const auth = given.api_key === SECRET_MASK ? knownAuth : bearer(given.api_key);
  // Both names of the newer transport mean the same.
  const kept = known?.transport && transport !== 'sse' && known.transport !== 'sse' ? known.transport : transport;
  after.set(name, { ...others, url: given.url, transport: kept, enabled: true, ...(auth && { auth }) });
}

function bearer(key: string | null | undefined): MCPServer['auth'] {
  return key?.trim() ? { strategy: 'bearer', value: key } : undefined;
}

/** Servers of lists have no names: they get that of their machine. */
function freeName(url: string, ...taken: (ReadonlyMap<string, unknown> | Servers)[]): string {
  const machine = (URL.canParse(url) ? new URL(url).host : '').replace(NOT_A_NAME, '_') || 'server';
  const isTaken = (name: string): boolean =>
    taken.some((names) => (names instanceof Map ? names.has(name) : Object.hasOwn(names, name)));
  let name = machine;
  for (let count = 2; isTaken(name); count += 1) name = `${machine}_${count}`;
  return name;
}
