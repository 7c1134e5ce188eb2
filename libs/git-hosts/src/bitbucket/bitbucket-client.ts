import type { HostAccess } from '@openhands-nest/agent-ports';
import { GitHostError, GitHostProblem } from '@openhands-nest/agent-ports';
import { problemOf } from '../problem-of.js';
import { addressOf } from '../host-address.js';
import { withTimeout } from '../with-timeout.js';

/** A page of one of Bitbucket's lists. */
export interface BitbucketPage<T> {
  readonly values: readonly T[];
  /** Address of the next page. */
  readonly next?: string;
}

/** Requests to version 2.0 of Bitbucket's REST interface. There is no maintained client for it. */
export class BitbucketClient {
  private readonly api: string;
  private readonly fetch: typeof fetch;

  constructor(private readonly access: HostAccess) {
    this.api = addressOf('bitbucket', access.host).api;
    this.fetch = withTimeout(access.timeoutMs);
  }

  /** Path below `/2.0`, with its query. @throws GitHostError */
  async json<T>(path: string, init: { readonly method?: string; readonly body?: unknown } = {}): Promise<T> {
    const response = await this.send(path, init);
    return (await response.json().catch(() => {
      throw new GitHostError(GitHostProblem.Unreachable, 'bitbucket', 'The answer was not JSON.');
    })) as T;
  }

  /** @throws GitHostError */
  async text(path: string): Promise<string> {
    return (await this.send(path)).text();
  }

  /** All pages of a list, at most so many. @throws GitHostError */
  async pages<T>(path: string, mostPages: number): Promise<T[]> {
    const found: T[] = [];
    let next: string | undefined = path;
    for (let page = 0; next !== undefined && page < mostPages; page += 1) {
      const answer: BitbucketPage<T> = await this.json(next);
      found.push(...answer.values);
      next = answer.next === undefined ? undefined : this.ownPath(answer.next);
    }
    return found;
  }

  /** The token goes to this host only, whatever an answer says. */
  private ownPath(address: string): string | undefined {
    return address.startsWith(`${this.api}/`) ? address.slice(this.api.length) : undefined;
  }

  private async send(
    path: string,
    { method = 'GET', body }: { readonly method?: string; readonly body?: unknown } = {},
  ): Promise<Response> {
    const response = await this.fetch(this.api + path, {
      method,
      headers: {
        authorization: authorization(this.access.token),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new GitHostError(GitHostProblem.Unreachable, 'bitbucket');
    });
    if (response.ok) return response;
    const said = await response.text().catch(() => '');
    throw new GitHostError(problemOf(response.status, response.headers), 'bitbucket', messageIn(said));
  }
}

/** App passwords have the form `user:password`. */
function authorization(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}

function messageIn(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { error?: { message?: string } }).error?.message;
  } catch {
    return undefined;
  }
}
