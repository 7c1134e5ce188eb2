import type { McpSignIn, McpSignInSettings, McpSignInState } from '@openhands-nest/agent-ports';
import type { MCPAuthCredential, MCPOAuthStateResponse } from '@openhands-nest/contracts/agent-server';
import { isObject, type Json } from '../settings/json.js';
import { changeSecrets } from '../settings/secret-places.js';
import type { SecretTokens } from '../settings/secret-tokens.js';

/** How a described server is signed in to by OAuth; undefined for one that is not. */
export function signInOf(auth: MCPAuthCredential | null | undefined): McpSignIn | undefined {
  if (auth?.strategy !== 'oauth2') return undefined;
  return { settings: settingsOf(auth.authentication ?? {}), state: stateOf(auth.state ?? {}) };
}

/** What came of a sign-in, with its secrets encrypted for the way over the client; undefined when nothing came of it. */
export function shownState(state: McpSignInState, tokens: SecretTokens): MCPOAuthStateResponse | undefined {
  const known = Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined && value !== null));
  if (Object.keys(known).length === 0) return undefined;
  const auth = { state: known };
  const { mcp_config: shown } = changeSecrets({ mcp_config: { server: { auth } } }, (secret) => tokens.encrypt(secret));
  return (shown as { server: { auth: { state: MCPOAuthStateResponse } } }).server.auth.state;
}

function settingsOf(authentication: Json): McpSignInSettings {
  const { scopes, additional_client_metadata: more } = authentication;
  const text = (name: string): string | undefined => {
    const value = authentication[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const named = {
    clientAuthMethod: text('client_auth_method'),
    clientName: text('client_name'),
    clientMetadataUrl: text('client_metadata_url'),
    clientId: text('client_id'),
    clientSecret: text('client_secret'),
  };
  const wanted = typeof scopes === 'string' ? scopes.split(/\s+/).filter(Boolean) : scopes;
  return {
    ...(Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as McpSignInSettings),
    ...(Array.isArray(wanted) && wanted.length > 0 && { scopes: wanted.map(String) }),
    ...(isObject(more) && { additionalClientMetadata: more }),
  };
}

function stateOf({ tokens, client_info: client, token_expires_at: expiresAt }: Json): McpSignInState {
  return {
    ...(isObject(tokens) && { tokens }),
    ...(isObject(client) && { client_info: client }),
    ...(typeof expiresAt === 'number' && { token_expires_at: expiresAt }),
  };
}
