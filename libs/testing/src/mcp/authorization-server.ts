import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { McpAccess } from './mcp-http-server.js';

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

/**
 * An OAuth 2.1 server on loopback: discovery, registration of clients, PKCE, tokens that are used up by their renewal. The person in
 * front of its page agrees at once, or refuses.
 */
export class AuthorizationServer implements McpAccess {
  /** Registrations, in order. */
  readonly registered: Readonly<Record<string, unknown>>[] = [];
  /** Every token that was ever given out. */
  readonly given: string[] = [];
  /** How many times tokens were renewed. */
  renewals = 0;
  private refuses = false;
  private lifetime = 3600;
  private readonly codes = new Map<string, Grant>();
  private readonly access = new Set<string>();
  private readonly refresh = new Map<string, string>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<AuthorizationServer> {
    const authorization = new AuthorizationServer();
    await new Promise<void>((resolve) => authorization.server.listen(0, '127.0.0.1', resolve));
    return authorization;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  allows(authorization: string | undefined): boolean {
    return this.access.has(authorization?.replace(/^Bearer /, '') ?? '');
  }

  challenge(): string {
    return 'Bearer error="invalid_token"';
  }

  describes(resource: string): object {
    return { resource, authorization_servers: [this.url] };
  }

  /** The person says no from now on. */
  refuseConsent(): void {
    this.refuses = true;
  }

  /** Access tokens that are given out from now on live so long. */
  giveTokensFor(seconds: number): void {
    this.lifetime = seconds;
  }

  /** No access token is valid any more; they can be renewed. */
  expireTokens(): void {
    this.access.clear();
  }

  /** Nothing that was given out is valid any more. */
  revoke(): void {
    this.access.clear();
    this.refresh.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const body = await text(request);
    if (pathname === '/.well-known/oauth-authorization-server') return answer(response, 200, this.metadata());
    if (pathname === '/register') return answer(response, 201, this.register(JSON.parse(body)));
    if (pathname === '/authorize') return this.authorize(searchParams, response);
    if (pathname === '/token') return this.token(new URLSearchParams(body), response);
    answer(response, 404, {});
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      registration_endpoint: `${this.url}/register`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
    };
  }

  private register(metadata: Readonly<Record<string, unknown>>): object {
    const client = { ...metadata, client_id: randomUUID() };
    this.registered.push(client);
    return client;
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    const [clientId, redirectUri] = [asked.get('client_id') ?? '', asked.get('redirect_uri') ?? ''];
    const client = this.registered.find(({ client_id }) => client_id === clientId);
    const isKnown = (client?.redirect_uris as readonly string[] | undefined)?.includes(redirectUri);
    if (!isKnown || asked.get('code_challenge_method') !== 'S256')
      return answer(response, 400, { error: 'invalid_request' });
    const back = new URL(redirectUri);
    back.searchParams.set('state', asked.get('state') ?? '');
    const code = randomUUID();
    if (this.refuses) back.searchParams.set('error', 'access_denied');
    else back.searchParams.set('code', code);
    this.codes.set(code, { clientId, redirectUri, challenge: asked.get('code_challenge') ?? '' });
    response.writeHead(302, { location: back.href }).end();
  }

  private token(asked: URLSearchParams, response: ServerResponse): void {
    const clientId = asked.get('client_id') ?? '';
    const granted =
      asked.get('grant_type') === 'refresh_token'
        ? this.refresh.get(asked.get('refresh_token') ?? '') === clientId
        : this.redeems(asked, clientId);
    if (!granted) return answer(response, 400, { error: 'invalid_grant' });
    this.refresh.delete(asked.get('refresh_token') ?? '');
    if (asked.get('grant_type') === 'refresh_token') this.renewals += 1;
    const [access_token, refresh_token] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    this.given.push(access_token, refresh_token);
    this.access.add(access_token);
    this.refresh.set(refresh_token, clientId);
    answer(response, 200, { access_token, refresh_token, token_type: 'Bearer', expires_in: this.lifetime });
  }

  private redeems(asked: URLSearchParams, clientId: string): boolean {
    const code = asked.get('code') ?? '';
    const grant = this.codes.get(code);
    this.codes.delete(code);
    const proof = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url');
    return grant?.clientId === clientId && grant.redirectUri === asked.get('redirect_uri') && grant.challenge === proof;
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
