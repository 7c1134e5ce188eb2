import { randomUUID } from 'node:crypto';
import type { McpServerSpec } from '@openhands-nest/agent-ports';
import { authorizationOf, passingPlace, type McpAuthorization } from '@openhands-nest/agent-tools';
import type { MCPOAuthStateResponse } from '@openhands-nest/contracts/agent-server';
import type { SecretTokens } from '../settings/secret-tokens.js';
import { shownState } from './mcp-sign-in.js';

/** A sign-in that is tried and not kept. */
export interface SignInTrial {
  readonly authorization: McpAuthorization;
  /** What came of it, for the client to keep. */
  state(): Promise<MCPOAuthStateResponse | undefined>;
}

/** Undefined for a server without a sign-in by OAuth. */
export async function signInTrial(server: McpServerSpec, tokens: SecretTokens): Promise<SignInTrial | undefined> {
  if (server.transport === 'stdio' || !server.signIn) return undefined;
  const place = passingPlace(randomUUID(), server.signIn.state);
  const authorization = await authorizationOf(server, async () => place);
  return authorization && { authorization, state: async () => shownState(await place.read(), tokens) };
}
