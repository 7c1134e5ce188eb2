import type { McpServerSpec } from '@openhands-nest/agent-ports';
import { expandVariables, type Lookup } from './expand-variables.js';

/** A server with its secrets put in. */
export function expandServer(server: McpServerSpec, lookup: Lookup): McpServerSpec {
  const expand = (text: string): string => expandVariables(text, lookup);
  if (server.transport !== 'stdio')
    return { ...server, url: expand(server.url), headers: mapped(server.headers, expand) };
  return {
    ...server,
    command: expand(server.command),
    args: server.args.map(expand),
    env: mapped(server.env, expand),
    ...(server.cwd === undefined ? {} : { cwd: expand(server.cwd) }),
  };
}

/** Texts of a server that nobody else should read. */
export function secretsOf(server: McpServerSpec): readonly string[] {
  const values = Object.values(server.transport === 'stdio' ? server.env : server.headers);
  const bare = values.map((value) => value.replace(/^(Bearer|Basic) /i, ''));
  // Shorter ones are too likely to be part of ordinary text.
  return [...new Set([...values, ...bare, ...queryOf(server)])].filter((value) => value.length >= 8);
}

function queryOf(server: McpServerSpec): string[] {
  if (server.transport === 'stdio' || !URL.canParse(server.url)) return [];
  const { searchParams, password } = new URL(server.url);
  return [...searchParams.values(), decodeURIComponent(password)];
}

function mapped(entries: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}
