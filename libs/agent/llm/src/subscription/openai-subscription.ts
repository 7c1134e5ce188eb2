import { randomBytes } from 'node:crypto';
import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { IssuerError, OpenAiIssuer, type DeviceCode, type IssuedTokens } from './openai-issuer.js';
import type { SubscriptionAccess } from './subscription-access.js';
import { emailIn } from './token-claims.js';

/** Milliseconds that a person has to agree. */
const DEVICE_CODE_MS = 15 * 60_000;
const MAX_PENDING = 100;
/** Milliseconds before its end from which on a token counts as over. */
const MARGIN_MS = 60_000;

/** Keeps what a sign-in brought; encrypted, since it is as good as a password. */
export interface CredentialStore {
  read(): Promise<string | undefined>;
  write(json: string): Promise<void>;
  delete(): Promise<void>;
}

export interface OpenAiSubscriptionOptions {
  readonly store: CredentialStore;
  /** Address of the server that signs people in. */
  readonly issuerUrl: string;
  /** Address of the API that a subscription opens. */
  readonly apiUrl: string;
}

export interface SubscriptionStatus {
  readonly connected: boolean;
  readonly email?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** A sign-in that a person can agree to now. */
export interface DeviceLogin extends Pick<DeviceCode, 'userCode' | 'verificationUrl' | 'intervalSeconds'> {
  /** By which the sign-in is asked about. */
  readonly word: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

interface Credentials {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
  readonly email?: string;
}

interface Pending {
  readonly code: DeviceCode;
  readonly expiresAt: number;
  isAsked: boolean;
}

const SIGNED_OUT: SubscriptionStatus = { connected: false };

/** The ChatGPT subscription of the server's user: signed in to by a code that is entered in a browser, renewed while it lasts. */
export class OpenAiSubscription implements SubscriptionAccess {
  readonly #issuer: OpenAiIssuer;
  readonly #pending = new Map<string, Pending>();
  /** Renewals and changes follow each other: a token is taken for its renewal only once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: OpenAiSubscriptionOptions) {
    this.#issuer = new OpenAiIssuer(options.issuerUrl.replace(/\/+$/, ''));
  }

  get baseUrl(): string {
    return this.options.apiUrl.replace(/\/+$/, '');
  }

  /** What cannot be renewed, for whatever reason, counts as signed out. */
  async status(): Promise<SubscriptionStatus> {
    const credentials = await this.#current().catch(ifIssuerFails);
    return credentials ? statusOf(credentials) : SIGNED_OUT;
  }

  /** @throws IssuerError */
  async startLogin(): Promise<DeviceLogin> {
    const code = await this.#issuer.requestDeviceCode();
    this.#dropOld();
    const word = randomBytes(32).toString('base64url');
    const expiresAt = Date.now() + DEVICE_CODE_MS;
    this.#pending.set(word, { code, expiresAt, isAsked: false });
    const { userCode, verificationUrl, intervalSeconds } = code;
    return { word, userCode, verificationUrl, intervalSeconds, expiresAt };
  }

  /** Undefined for a sign-in that is not known, or too old. @throws IssuerError */
  async pollLogin(word: string): Promise<SubscriptionStatus | undefined> {
    this.#dropOld();
    const pending = this.#pending.get(word);
    if (!pending) return undefined;
    if (pending.isAsked) return SIGNED_OUT;
    pending.isAsked = true;
    try {
      const tokens = await this.#issuer.poll(pending.code);
      // Who signs out meanwhile takes the sign-in back.
      if (!tokens || !this.#pending.delete(word)) return SIGNED_OUT;
      return statusOf(await this.#inTurn(() => this.#keep(tokens)));
    } finally {
      pending.isAsked = false;
    }
  }

  async logout(): Promise<void> {
    this.#pending.clear();
    await this.#inTurn(() => this.options.store.delete());
  }

  async token(refused?: string): Promise<string> {
    const credentials = await this.#current(refused).catch((error: unknown) => {
      if (!(error instanceof IssuerError)) throw error;
      throw new LlmError(error.isFinal ? LlmErrorKind.Authentication : LlmErrorKind.Unavailable, signInAgain(error));
    });
    if (credentials) return credentials.accessToken;
    throw new LlmError(
      LlmErrorKind.Authentication,
      'No ChatGPT subscription is signed in to. Sign in in the settings.',
    );
  }

  /** @param refused a token that is not to be taken although its time is not over */
  #current(refused?: string): Promise<Credentials | undefined> {
    return this.#inTurn(async () => {
      const credentials = await this.#read();
      const isOver = credentials && credentials.expiresAt < Date.now() + MARGIN_MS;
      if (!credentials || (!isOver && credentials.accessToken !== refused)) return credentials;
      return this.#keep(await this.#issuer.refresh(credentials.refreshToken), credentials);
    });
  }

  async #keep(tokens: IssuedTokens, before?: Credentials): Promise<Credentials> {
    const { accessToken, expiresAt, idToken } = tokens;
    const refreshToken = tokens.refreshToken ?? before?.refreshToken;
    if (refreshToken === undefined) throw new IssuerError('OpenAI gave no token for renewals. Sign in again.', true);
    const email = (idToken === undefined ? undefined : emailIn(idToken)) ?? before?.email;
    const credentials = { accessToken, refreshToken, expiresAt, ...(email !== undefined && { email }) };
    await this.options.store.write(JSON.stringify(credentials));
    return credentials;
  }

  async #read(): Promise<Credentials | undefined> {
    const json = await this.options.store.read();
    return json === undefined ? undefined : (JSON.parse(json) as Credentials);
  }

  #dropOld(): void {
    const now = Date.now();
    for (const [word, { expiresAt }] of this.#pending)
      if (expiresAt <= now || this.#pending.size > MAX_PENDING) this.#pending.delete(word);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function statusOf({ expiresAt, email }: Credentials): SubscriptionStatus {
  return { connected: true, expiresAt, ...(email !== undefined && { email }) };
}

function ifIssuerFails(error: unknown): undefined {
  if (error instanceof IssuerError) return undefined;
  throw error;
}

function signInAgain({ message, isFinal }: IssuerError): string {
  return isFinal ? `${message} Sign in to your ChatGPT subscription again, in the settings.` : message;
}
