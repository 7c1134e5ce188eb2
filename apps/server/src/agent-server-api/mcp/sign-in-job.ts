import { randomBytes, randomUUID } from 'node:crypto';
import { McpProblem, type McpAuthorization } from '@openhands-nest/agent-tools';
import type {
  MCPOAuthStateResponse,
  MCPOAuthStatusResponse,
  MCPTestFailure,
  MCPTestSuccess,
} from '@openhands-nest/contracts/agent-server';
import { CallbackListener } from './callback-listener.js';

type Outcome = MCPTestSuccess | MCPTestFailure;

export interface SignInJobOptions {
  readonly authorization: McpAuthorization;
  /** Tries the server with what the sign-in has brought so far. */
  readonly probe: () => Promise<Outcome>;
  /** What came of the sign-in. */
  readonly state: () => Promise<MCPOAuthStateResponse | undefined>;
}

/** One sign-in: the server is tried, a person agrees in a browser if that is needed, and the server is tried again. */
export class SignInJob {
  readonly id = randomUUID().replaceAll('-', '');
  readonly #word = randomBytes(24).toString('base64url');
  readonly #returned = Promise.withResolvers<URLSearchParams>();
  readonly #moved = Promise.withResolvers<void>();
  #listener: CallbackListener | undefined;
  #callbackUrl: string | undefined;
  #authorizationUrl: string | undefined;
  #outcome: Outcome | undefined;
  #state: MCPOAuthStateResponse | undefined;
  /** Resolves at the end, whatever it is. */
  readonly ended: Promise<void>;

  constructor(private readonly options: SignInJobOptions) {
    this.#returned.promise.catch(() => undefined);
    this.ended = this.#run();
  }

  /** Resolves when it is known where a person has to agree, or at the end. */
  get moved(): Promise<void> {
    return this.#moved.promise;
  }

  /** Where the browser comes back to, once it can. */
  get callbackUrl(): string | undefined {
    return this.#callbackUrl;
  }

  /** Takes what the browser brings. False when it comes from somewhere else. */
  take(brought: URLSearchParams): boolean {
    if (brought.get('state') !== this.#word) return false;
    this.#returned.resolve(brought);
    return true;
  }

  /** Ends it if it has not ended. */
  cancel(): void {
    this.#returned.reject(new McpProblem('timeout', 'Nobody finished the sign-in in time. Start it again.'));
  }

  status(): MCPOAuthStatusResponse {
    const outcome = this.#outcome;
    const common = {
      ok: outcome?.ok ?? true,
      job_id: this.id,
      callback_ready: this.#callbackUrl !== undefined,
      ...(this.#authorizationUrl !== undefined && { authorization_url: this.#authorizationUrl }),
    };
    if (!outcome) return { ...common, status: this.#authorizationUrl === undefined ? 'pending' : 'authorizing' };
    if (!outcome.ok) return { ...common, status: 'failed', error: outcome.error, error_kind: outcome.error_kind };
    const { tools, tool_result: result } = outcome;
    const state = this.#state;
    return {
      ...common,
      status: 'succeeded',
      tools,
      ...(result && { tool_result: result }),
      ...(state && { oauth_state: state }),
    };
  }

  async #run(): Promise<void> {
    try {
      this.#outcome = await this.#signIn();
      if (this.#outcome.ok) this.#state = await this.options.state();
    } catch (error) {
      this.#outcome = failureOf(error);
    } finally {
      this.#listener?.close();
      this.#moved.resolve();
    }
  }

  async #signIn(): Promise<Outcome> {
    const { authorization, probe } = this.options;
    const first = await probe();
    if (first.ok || !authorization.wasRefused) return first;
    this.#listener = await CallbackListener.open((brought) => this.take(brought));
    const redirectUrl = this.#listener.url;
    const url = await authorization.begin({ redirectUrl, word: this.#word });
    if (!url) return probe();
    this.#callbackUrl = redirectUrl;
    this.#authorizationUrl = url.href;
    this.#moved.resolve();
    await authorization.finish(codeIn(await this.#returned.promise));
    return probe();
  }
}

function codeIn(brought: URLSearchParams): string {
  const code = brought.get('code');
  if (code) return code;
  const reason = brought.get('error_description') ?? brought.get('error') ?? 'it brought no code';
  throw new McpProblem('connection', `The sign-in was refused: ${reason.slice(0, 300)}.`);
}

function failureOf(error: unknown): MCPTestFailure {
  const { kind, message } = error instanceof McpProblem ? error : new McpProblem('unknown', String(error));
  return { ok: false, error: message, error_kind: kind };
}
