import type { OAuthClientProvider, OAuthDiscoveryState } from '@modelcontextprotocol/sdk/client/auth.js';
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';
import type { McpSignInSettings, McpSignInState } from '@openhands-nest/agent-ports';
import { McpProblem } from '../mcp-problem.js';

/** Most wanted first: a client that is given no secret has none to keep. */
const AUTH_METHODS = ['none', 'client_secret_post', 'client_secret_basic'];

/** Where a browser comes back to, and the word by which it is known again. */
export interface BrowserReturn {
  readonly redirectUrl: string;
  readonly word: string;
}

/** What the protocol's client asks for and tells while it signs in to one server. Keeps the state, and stores nothing. */
export class SignInProvider implements OAuthClientProvider {
  /** Where a person has to agree, once that is known. */
  authorizationUrl: URL | undefined;
  readonly clientMetadataUrl?: string;
  /** Only who can bring a person to a browser registers clients, and only where none was registered by hand. */
  readonly saveClientInformation?: (client: OAuthClientInformationMixed) => void;
  private discovered: OAuthDiscoveryState | undefined;
  private verifier = '';

  /** @param browser without it nobody can be asked, and what would need that is a problem */
  constructor(
    private readonly settings: McpSignInSettings,
    private current: McpSignInState,
    private readonly browser?: BrowserReturn,
  ) {
    if (settings.clientMetadataUrl !== undefined) this.clientMetadataUrl = settings.clientMetadataUrl;
    if (browser && settings.clientId === undefined)
      this.saveClientInformation = (client) => void (this.current = { ...this.current, client_info: { ...client } });
  }

  get signInState(): McpSignInState {
    return this.current;
  }

  /** Never absent: without one the protocol's client would try to sign in as itself, for nobody. */
  get redirectUrl(): string {
    return this.browser?.redirectUrl ?? 'http://localhost/callback';
  }

  get clientMetadata(): OAuthClientMetadata {
    const { scopes, clientName = 'OpenHands', additionalClientMetadata } = this.settings;
    const method = this.authMethod();
    return {
      redirect_uris: [this.redirectUrl],
      client_name: clientName,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      ...(scopes && { scope: scopes.join(' ') }),
      ...(method && { token_endpoint_auth_method: method }),
      ...additionalClientMetadata,
    };
  }

  state(): string {
    return this.browser?.word ?? '';
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    const { clientId, clientSecret, clientAuthMethod } = this.settings;
    if (clientId === undefined)
      return (this.current.client_info ?? undefined) as OAuthClientInformationMixed | undefined;
    return {
      client_id: clientId,
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
      ...(clientAuthMethod !== undefined && { token_endpoint_auth_method: clientAuthMethod }),
    };
  }

  tokens(): OAuthTokens | undefined {
    return (this.current.tokens ?? undefined) as OAuthTokens | undefined;
  }

  saveTokens(tokens: OAuthTokens): void {
    const expiresAt = tokens.expires_in === undefined ? null : Math.floor(Date.now() / 1000) + tokens.expires_in;
    this.current = { ...this.current, tokens: { ...tokens }, token_expires_at: expiresAt };
  }

  redirectToAuthorization(url: URL): void {
    if (!this.browser) throw signInNeeded();
    this.authorizationUrl = url;
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }

  /** Called when the server knows the client, or its tokens, no more. */
  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    const { tokens, client_info, token_expires_at } = this.current;
    if (scope === 'all') this.current = {};
    if (scope === 'tokens') this.current = { client_info };
    if (scope === 'client') this.current = { tokens, token_expires_at };
    if (scope === 'verifier') this.verifier = '';
    if (scope === 'discovery') this.discovered = undefined;
  }

  /** Kept for the way to the browser and back only: servers move. */
  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.discovered = state;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.discovered;
  }

  private authMethod(): string | undefined {
    const { clientAuthMethod } = this.settings;
    if (clientAuthMethod !== undefined) return clientAuthMethod;
    const supported = this.discovered?.authorizationServerMetadata?.token_endpoint_auth_methods_supported ?? [];
    return AUTH_METHODS.find((method) => supported.includes(method));
  }
}

/** What is told where nobody can be asked. */
export function signInNeeded(): McpProblem {
  return new McpProblem('connection', 'It has to be signed in to again: open its settings and sign in.');
}
