import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Login {
  readonly deviceAuthId: string;
  readonly userCode: string;
  readonly verifier: string;
}

/** Signs people in to subscriptions by device codes, as OpenAI does. The person agrees when the test says so, or at once. */
export class FakeIssuer {
  /** Every token that was ever given out. */
  readonly given: string[] = [];
  renewals = 0;
  private lifetime = 3600;
  private readonly logins: Login[] = [];
  private readonly codes = new Map<string, Login>();
  private readonly access = new Set<string>();
  private readonly refresh = new Set<string>();
  private readonly server: Server;

  private constructor(private agreed: boolean) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start({ agreed = true } = {}): Promise<FakeIssuer> {
    const issuer = new FakeIssuer(agreed);
    await new Promise<void>((resolve) => issuer.server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  agree(): void {
    this.agreed = true;
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

  /** Whether an `Authorization` header opens what the subscription opens. */
  accepts(authorization: string): boolean {
    return this.access.has(authorization.replace(/^Bearer /, ''));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url === '/api/accounts/deviceauth/usercode') return this.begin(JSON.parse(body), response);
    if (request.url === '/api/accounts/deviceauth/token') return this.ask(JSON.parse(body), response);
    if (request.url === '/oauth/token') return this.token(new URLSearchParams(body), response);
    answer(response, 404, {});
  }

  private begin({ client_id: client }: { client_id?: string }, response: ServerResponse): void {
    if (!client) return answer(response, 400, { error: 'invalid_client' });
    const login = { deviceAuthId: randomUUID(), userCode: randomUUID().slice(0, 8), verifier: randomUUID() };
    this.logins.push(login);
    answer(response, 200, { device_auth_id: login.deviceAuthId, user_code: login.userCode, interval: '1' });
  }

  private ask(asked: { device_auth_id?: string; user_code?: string }, response: ServerResponse): void {
    const login = this.logins.find(({ deviceAuthId }) => deviceAuthId === asked.device_auth_id);
    if (!login || login.userCode !== asked.user_code) return answer(response, 404, {});
    if (!this.agreed) return answer(response, 403, {});
    const code = randomUUID();
    this.codes.set(code, login);
    answer(response, 200, { authorization_code: code, code_verifier: login.verifier });
  }

  private token(asked: URLSearchParams, response: ServerResponse): void {
    const isRenewal = asked.get('grant_type') === 'refresh_token';
    const isGranted = isRenewal
      ? this.refresh.delete(asked.get('refresh_token') ?? '')
      : this.codes.get(asked.get('code') ?? '')?.verifier === asked.get('code_verifier') &&
        asked.get('redirect_uri') === `${this.url}/deviceauth/callback`;
    if (!isGranted) return answer(response, 400, { error: 'invalid_grant' });
    this.codes.delete(asked.get('code') ?? '');
    if (isRenewal) this.renewals += 1;
    const access = tokenOf({ jti: randomUUID(), 'https://api.openai.com/auth': { chatgpt_account_id: 'account-1' } });
    const refresh = `refresh-${randomUUID()}`;
    this.given.push(access, refresh);
    this.access.add(access);
    this.refresh.add(refresh);
    answer(response, 200, {
      access_token: access,
      refresh_token: refresh,
      id_token: tokenOf({ email: 'person@example.com' }),
      expires_in: this.lifetime,
    });
  }
}

function tokenOf(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.signature`;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
