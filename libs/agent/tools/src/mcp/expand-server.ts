import type { McpAddressSpec, McpServerSpec, McpSignIn } from '@openhands-nest/agent-ports';
import { expandVariables, type Lookup } from './expand-variables.js';

/** A server with its secrets put in. */
export function expandServer(server: McpServerSpec, lookup: Lookup): McpServerSpec {
  const expand = (text: string): string => expandVariables(text, lookup);
  if (server.transport !== 'stdio')
    return {
      ...server,
      url: expand(server.url),
      headers: mapped(server.headers, expand),
      ...(server.signIn && { signIn: expandSignIn(server.signIn, expand) }),
    };
  return {
    ...server,
    command: expand(server.command),
    args: server.args.map(expand),
    env: mapped(server.env, expand),
    ...(server.cwd === undefined ? {} : { cwd: expand(server.cwd) }),
  };
}

/** Only what a person writes can name a secret. */
function expandSignIn(signIn: McpSignIn, expand: (text: string) => string): McpSignIn {
  const { clientId, clientSecret } = signIn.settings;
  const settings = {
    ...signIn.settings,
    ...(clientId !== undefined && { clientId: expand(clientId) }),
    ...(clientSecret !== undefined && { clientSecret: expand(clientSecret) }),
  };
  return { ...signIn, settings };
}

/** Texts of a server that nobody else should read. */
export function secretsOf(server: McpServerSpec): readonly string[] {
  const own = server.transport === 'stdio' ? server.env : { ...server.headers, ...clientSecretOf(server) };
  const values = Object.values(own);
  const bare = values.map((value) => value.replace(/^(Bearer|Basic) /i, ''));
  // Shorter ones are too likely to be part of ordinary text.
  return [...new Set([...values, ...bare, ...queryOf(server)])].filter((value) => value.length >= 8);
}

function clientSecretOf({ signIn }: McpAddressSpec): Readonly<Record<string, string>> {
  const { clientSecret } = signIn?.settings ?? {};
  return clientSecret === undefined ? {} : { clientSecret };
}

function queryOf(server: McpServerSpec): string[] {
  if (server.transport === 'stdio' || !URL.canParse(server.url)) return [];
  const { searchParams, password } = new URL(server.url);
  return [...searchParams.values(), decodeURIComponent(password)];
}

function mapped(entries: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}
