import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { McpSignIn, McpSignInState } from '@openhands-nest/agent-ports';
import { boundedFetch } from '../bounded-fetch.js';
import { McpProblem } from '../mcp-problem.js';
import type { SignInPlace } from './sign-in-place.js';
import { SignInProvider, signInNeeded, type BrowserReturn } from './sign-in-provider.js';

/** Milliseconds that one request of a sign-in may take. */
const REQUEST_MS = 10_000;
/** Seconds before its end in which a token counts as over: a request with it would come too late. */
const MARGIN_SECONDS = 10;

/** The sign-in to one server: gives requests their token, renews it when it is over, and brings a person to it for the first one. */
export class McpAuthorization {
  /** What the server has said when it refused a request. */
  private challenge: Response | undefined;
  private browsing: SignInProvider | undefined;
  private readonly seen = new Set<string>();

  constructor(
    private readonly serverUrl: string,
    private readonly signIn: McpSignIn,
    private readonly place: SignInPlace,
  ) {}

  /** Whether the server has refused a request for its sign-in. */
  get wasRefused(): boolean {
    return this.challenge !== undefined;
  }

  /** Texts that nobody else should read. */
  secrets(): readonly string[] {
    return [...this.seen];
  }

  /** fetch with the token. A token that is over, or is refused, is renewed. */
  signed(plain: FetchLike): FetchLike {
    return async (url, init) => {
      const state = await this.read();
      const token = isOver(state) ? await this.renewed(state).catch(() => tokenOf(state)) : tokenOf(state);
      const response = await plain(url, withToken(init, token));
      if (response.status !== 401) return response;
      await response.body?.cancel();
      this.challenge = response;
      return plain(url, withToken(init, await this.renewed({ tokens: { access_token: token } })));
    };
  }

  /**
   * Begins a sign-in in which a person agrees in a browser.
   * @returns where; undefined when tokens could be had without
   */
  async begin(browser: BrowserReturn): Promise<URL | undefined> {
    this.browsing = new SignInProvider(this.signIn.settings, await this.read(), browser);
    if ((await this.authorize(this.browsing)) === 'AUTHORIZED') return this.finished(this.browsing);
    // A client of an earlier sign-in was registered with another way back.
    if (this.browsing.saveClientInformation && (await this.read()).client_info)
      this.browsing = await this.registeredAnew(this.browsing, browser);
    return this.browsing.authorizationUrl;
  }

  /** Ends what `begin` began. @param code what the browser brought back */
  async finish(code: string): Promise<void> {
    if (!this.browsing) throw new Error('No sign-in was begun.');
    await this.authorize(this.browsing, code);
    await this.finished(this.browsing);
  }

  private async registeredAnew(before: SignInProvider, browser: BrowserReturn): Promise<SignInProvider> {
    const anew = new SignInProvider(this.signIn.settings, {}, browser);
    const authorized = await this.authorize(anew).catch(() => undefined);
    return authorized === undefined ? before : anew;
  }

  private async finished(provider: SignInProvider): Promise<undefined> {
    this.challenge = undefined;
    await this.place.write(provider.signInState);
    await this.read();
    return undefined;
  }

  /** A token that is not the given one. Who shares the place waits, and takes what the first one has got. @throws McpProblem */
  private renewed(refused: McpSignInState): Promise<string> {
    return inTurn(this.place, async () => {
      const state = await this.read();
      const token = tokenOf(state);
      if (token !== undefined && token !== tokenOf(refused)) return token;
      if (typeof state.tokens?.refresh_token !== 'string') throw signInNeeded();
      const provider = new SignInProvider(this.signIn.settings, state);
      await this.authorize(provider);
      await this.finished(provider);
      const fresh = tokenOf(provider.signInState);
      if (fresh === undefined) throw signInNeeded();
      return fresh;
    });
  }

  private async authorize(provider: SignInProvider, authorizationCode?: string): Promise<'AUTHORIZED' | 'REDIRECT'> {
    const { auth, extractWWWAuthenticateParams } = await import('@modelcontextprotocol/sdk/client/auth.js');
    const asked = this.challenge ? extractWWWAuthenticateParams(this.challenge) : {};
    try {
      return await auth(provider, {
        serverUrl: this.serverUrl,
        fetchFn: briefly,
        ...(asked.scope !== undefined && { scope: asked.scope }),
        ...(asked.resourceMetadataUrl && { resourceMetadataUrl: asked.resourceMetadataUrl }),
        ...(authorizationCode !== undefined && { authorizationCode }),
      });
    } catch (error) {
      throw error instanceof McpProblem ? error : new McpProblem('connection', reasonOf(error));
    }
  }

  private async read(): Promise<McpSignInState> {
    const state = await this.place.read();
    for (const text of [state.tokens?.access_token, state.tokens?.refresh_token, state.client_info?.client_secret])
      if (typeof text === 'string' && text.length >= 8) this.seen.add(text);
    return state;
  }
}

/** The last one that waits for each place. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>({ key }: SignInPlace, task: () => Promise<T>): Promise<T> {
  const before = turns.get(key) ?? Promise.resolve();
  const done = before.then(task, task);
  turns.set(key, done);
  try {
    return await done;
  } finally {
    if (turns.get(key) === done) turns.delete(key);
  }
}

const bounded = boundedFetch({ tooLarge: () => undefined, ended: () => undefined });
const briefly: FetchLike = (url, init) => bounded(url, { ...init, signal: AbortSignal.timeout(REQUEST_MS) });

function withToken(init: RequestInit | undefined, token: string | undefined): RequestInit {
  const headers = new Headers(init?.headers);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
}

function tokenOf({ tokens }: McpSignInState): string | undefined {
  const token = tokens?.access_token;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

function isOver({ token_expires_at: end, tokens }: McpSignInState): boolean {
  return (
    typeof end === 'number' && end - MARGIN_SECONDS < Date.now() / 1000 && typeof tokens?.refresh_token === 'string'
  );
}

/** The words of the protocol for people. What the other server has said beside them may be a whole page. */
function reasonOf(error: unknown): string {
  const { message, errorCode, cause } = error as { message?: string; errorCode?: string; cause?: { message?: string } };
  const text = cause?.message || message?.replace(/ Raw body: .*$/s, '') || errorCode || String(error);
  return `The sign-in failed: ${text.slice(0, 500)}`;
}
