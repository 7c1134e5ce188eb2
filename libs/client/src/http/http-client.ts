import { Backoff, DEFAULT_BACKOFF } from '../backoff.js';
import { ConnectionError } from '../errors.js';
import { delay, withDeadline, type RequestOptions } from '../timing.js';
import { apiErrorOf } from './api-error.js';

/** The part of `fetch` that is used. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, beginning with a slash; its variable parts are encoded. */
  readonly path: string;
  /** Absent and null values are left out. */
  readonly query?: object | undefined;
  /** A form is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** What a good answer is. Default: JSON. */
  readonly answer?: 'json' | 'bytes';
  /** Attempts in total. Default: 3 for GET. Others are never repeated, since the first may have been carried out. */
  readonly attempts?: number;
}

export interface HttpClientOptions {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly fetch: Fetch;
  /** Milliseconds of one call. */
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly body: unknown;
}

const SAFE_ATTEMPTS = 3;
const RETRIED = new Set([429, 502, 503, 504]);

/** JSON over HTTP. */
export class HttpClient {
  constructor(private readonly options: HttpClientOptions) {}

  /** The answer's JSON, or its bytes as a Uint8Array. @throws ApiError, ConnectionError, TimeoutError, the signal's reason */
  request<T>(request: HttpRequest, { signal, timeoutMs = this.options.timeoutMs }: RequestOptions = {}): Promise<T> {
    return withDeadline({ signal, timeoutMs }, (inner) => this.#repeat<T>(request, inner));
  }

  async #repeat<T>(request: HttpRequest, signal: AbortSignal): Promise<T> {
    const backoff = new Backoff(DEFAULT_BACKOFF);
    const attempts = request.method === 'GET' ? (request.attempts ?? SAFE_ATTEMPTS) : 1;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#attempt(request, signal).catch((error: unknown) => {
        if (attempt >= attempts || !(error instanceof ConnectionError)) throw error;
        return undefined;
      });
      if (answer && (attempt >= attempts || !RETRIED.has(answer.status))) return valueOf<T>(answer);
      await delay(answer?.retryAfterMs ?? backoff.next(), signal);
    }
  }

  async #attempt(request: HttpRequest, signal: AbortSignal): Promise<Answer> {
    try {
      const response = await this.options.fetch(this.#urlOf(request), this.#initOf(request, signal));
      const retryAfterMs = secondsIn(response.headers.get('retry-after'));
      return { status: response.status, retryAfterMs, body: await bodyOf(response, request) };
    } catch (cause) {
      signal.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ConnectionError(`No answer from ${this.options.baseUrl}: ${reason}`, { cause });
    }
  }

  #urlOf({ path, query = {} }: HttpRequest): string {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    const search = new URLSearchParams(
      given.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return `${this.options.baseUrl}${path}${search && `?${search}`}`;
  }

  #initOf({ method, body }: HttpRequest, signal: AbortSignal): RequestInit {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.options.apiKey !== undefined) headers['x-session-api-key'] = this.options.apiKey;
    if (body === undefined) return { method, headers, signal };
    // Its boundary is part of the content type, which only the platform knows.
    if (body instanceof FormData) return { method, headers, signal, body };
    headers['content-type'] = 'application/json';
    return { method, headers, signal, body: JSON.stringify(body) };
  }
}

function valueOf<T>({ status, body }: Answer): T {
  if (status < 200 || status >= 300) throw apiErrorOf(status, body);
  if (typeof body === 'string') {
    throw apiErrorOf(status, { detail: 'The answer is not of this protocol. Check the base URL.', body });
  }
  return body as T;
}

async function bodyOf(response: Response, { answer }: HttpRequest): Promise<unknown> {
  if (response.ok && answer === 'bytes') return new Uint8Array(await response.arrayBuffer());
  return parsed(await response.text());
}

/** JSON, else the text itself: no operation answers with a JSON string. */
function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Milliseconds; only the form in seconds is understood. */
function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
