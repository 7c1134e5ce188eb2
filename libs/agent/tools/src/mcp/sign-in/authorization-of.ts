import type { McpAddressSpec, McpServerSpec, McpSignIn } from '@openhands-nest/agent-ports';
import { McpAuthorization } from './mcp-authorization.js';
import { passingPlace, type SignInPlace } from './sign-in-place.js';

/** The sign-in of a server that has one. @param placeOf where its state is kept; default: with the connection */
export async function authorizationOf(
  server: McpServerSpec,
  placeOf?: (server: McpAddressSpec, signIn: McpSignIn) => Promise<SignInPlace>,
): Promise<McpAuthorization | undefined> {
  if (server.transport === 'stdio' || !server.signIn) return undefined;
  const { signIn, url } = server;
  const place = (await placeOf?.(server, signIn)) ?? passingPlace(crypto.randomUUID(), signIn.state);
  return new McpAuthorization(url, signIn, place);
}
