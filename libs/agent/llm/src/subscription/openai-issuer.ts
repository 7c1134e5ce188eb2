/** The public client that sign-ins with a ChatGPT subscription are made by. */
const CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';
/** Milliseconds that one request may take. */
const REQUEST_MS = 20_000;
const DEFAULT_LIFETIME_SECONDS = 3600;
const DEFAULT_INTERVAL_SECONDS = 5;

/** The issuer said no, or cannot be reached. The message is a sentence for people. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
  constructor(
    message: string,
    /** Whether it is of no use to ask again. */
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

/** A sign-in that waits for a person. */
export interface DeviceCode {
  readonly deviceAuthId: string;
  /** What the person enters. */
  readonly userCode: string;
  /** Where. */
  readonly verificationUrl: string;
  readonly intervalSeconds: number;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

type Json = Readonly<Record<string, unknown>>;

/** The server that signs people in to their ChatGPT subscriptions. */
export class OpenAiIssuer {
  /** @param url without a trailing slash */
  constructor(private readonly url: string) {}

  /** @throws IssuerError */
  async requestDeviceCode(): Promise<DeviceCode> {
    const response = await this.postJson('/api/accounts/deviceauth/usercode', { client_id: CLIENT_ID });
    if (response.status === 404) throw new IssuerError('OpenAI does not offer sign-ins by device code here.', true);
    const { user_code, usercode, device_auth_id, interval } = await answerOf(response, 'the sign-in');
    const userCode = user_code ?? usercode;
    if (typeof userCode !== 'string' || typeof device_auth_id !== 'string') throw unreadable();
    // It comes as text.
    const seconds = Number(interval ?? DEFAULT_INTERVAL_SECONDS);
    return {
      deviceAuthId: device_auth_id,
      userCode,
      verificationUrl: `${this.url}/codex/device`,
      intervalSeconds: Number.isNaN(seconds) ? DEFAULT_INTERVAL_SECONDS : Math.max(Math.floor(seconds), 1),
    };
  }

  /** Undefined while the person has not agreed. @throws IssuerError */
  async poll({ deviceAuthId, userCode }: DeviceCode): Promise<IssuedTokens | undefined> {
    const asked = { device_auth_id: deviceAuthId, user_code: userCode };
    const response = await this.postJson('/api/accounts/deviceauth/token', asked);
    if (response.status === 403 || response.status === 404) return undefined;
    const { authorization_code: code, code_verifier: verifier } = await answerOf(response, 'the sign-in');
    if (typeof code !== 'string' || typeof verifier !== 'string') throw unreadable();
    return this.tokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${this.url}/deviceauth/callback`,
      code_verifier: verifier,
    });
  }

  /** @throws IssuerError */
  refresh(refreshToken: string): Promise<IssuedTokens> {
    return this.tokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  private async tokens(asked: Readonly<Record<string, string>>): Promise<IssuedTokens> {
    const body = new URLSearchParams({ ...asked, client_id: CLIENT_ID });
    const answer = await answerOf(await this.post('/oauth/token', body), 'a token');
    const { access_token, refresh_token, id_token, expires_in } = answer;
    if (typeof access_token !== 'string') throw unreadable();
    const seconds = typeof expires_in === 'number' ? expires_in : DEFAULT_LIFETIME_SECONDS;
    return {
      accessToken: access_token,
      ...(typeof refresh_token === 'string' && { refreshToken: refresh_token }),
      ...(typeof id_token === 'string' && { idToken: id_token }),
      expiresAt: Date.now() + seconds * 1000,
    };
  }

  private postJson(path: string, body: Json): Promise<Response> {
    return this.post(path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  private async post(path: string, body: string | URLSearchParams, headers = {}): Promise<Response> {
    try {
      return await fetch(this.url + path, { method: 'POST', headers, body, signal: AbortSignal.timeout(REQUEST_MS) });
    } catch {
      throw new IssuerError('OpenAI cannot be reached to sign in. Check the network and try again.', false);
    }
  }
}

async function answerOf(response: Response, what: string): Promise<Json> {
  const { status } = response;
  if (!response.ok) {
    await response.body?.cancel();
    throw new IssuerError(
      `OpenAI refused ${what} with status ${status}.`,
      status >= 400 && status < 500 && status !== 429,
    );
  }
  try {
    return (await response.json()) as Json;
  } catch {
    throw unreadable();
  }
}

function unreadable(): IssuerError {
  return new IssuerError('OpenAI gave an answer to the sign-in that cannot be understood.', false);
}
