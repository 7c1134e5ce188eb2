import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GitHttpServer } from '../git/git-http-server.js';
import type { AccountChangeRequest, AccountRepository, HostAccount, OpenedChangeRequest } from './host-account.js';

export interface ApiRequest {
  readonly method: string;
  /** Path below the API's prefix, decoded part by part. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly url: URL;
}

export interface ApiAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** How the host refuses everything. */
export type ApiFault = 'rate_limited' | 'broken' | 'silent';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly number: number;
  readonly next: number | undefined;
}

const GIT_PATH = /\/(?:info\/refs|git-upload-pack|git-receive-pack)$/;

/** A git host's API on the loopback interface: one account, its token checked, with the faults that hosts have. */
export abstract class GitApiServer {
  /** Method and path of every request, in order. */
  readonly requests: string[] = [];
  readonly opened: OpenedChangeRequest[] = [];
  fault: ApiFault | undefined;
  /** Serves the repositories themselves, at the same address. */
  git: GitHttpServer | undefined;
  private readonly server: Server;

  constructor(protected readonly account: HostAccount) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  /** For example `/api/v3`. */
  protected abstract readonly prefix: string;
  /** What its answer to a request beyond the limit looks like. */
  protected abstract readonly rateLimited: ApiAnswer;
  /** Undefined: there is nothing. */
  protected abstract answer(request: ApiRequest): ApiAnswer | undefined;

  /** As a client is configured with it: scheme, name and port. */
  get host(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  protected repository(name: string): AccountRepository | undefined {
    return this.account.repositories?.find((repository) => repository.name === name);
  }

  protected changeRequest({ name }: AccountRepository, number: string | undefined): AccountChangeRequest | undefined {
    return this.account.changeRequests?.find(
      (request) => request.repository === name && request.number === Number(number),
    );
  }

  protected page<T>(items: readonly T[], query: URLSearchParams, sizeName: string): Page<T> {
    const size = Number(query.get(sizeName) ?? 20);
    const number = Number(query.get('page') ?? 1);
    const shown = items.slice((number - 1) * size, number * size);
    return { items: shown, number, next: number * size < items.length ? number + 1 : undefined };
  }

  /** Address of another page of what was asked for. */
  protected pageAddress({ url }: ApiRequest, page: number): string {
    const other = new URL(url);
    other.searchParams.set('page', String(page));
    return other.href;
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', this.host);
    if (this.git && GIT_PATH.test(url.pathname)) return this.git.answer(incoming, response);
    this.requests.push(`${incoming.method} ${url.pathname}`);
    const text = await readBody(incoming);
    if (this.fault === 'silent') return;
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const { status = 200, headers = {}, body: answer } = this.decide(incoming, url, body);
    const isText = typeof answer === 'string';
    response.setHeaders(
      new Map(Object.entries({ 'content-type': isText ? 'text/plain' : 'application/json', ...headers })),
    );
    response.statusCode = status;
    response.end(isText ? answer : JSON.stringify(answer));
  }

  private decide(incoming: IncomingMessage, url: URL, body: unknown): ApiAnswer {
    if (this.fault === 'broken') return { status: 502, body: 'Bad gateway' };
    if (this.fault === 'rate_limited') return this.rateLimited;
    if (!this.accepts(incoming.headers.authorization)) return { status: 401, body: { message: 'Bad credentials' } };
    const path = decodeURIComponent(url.pathname.replace(this.prefix, ''));
    const request = { method: incoming.method ?? 'GET', path, query: url.searchParams, body, url };
    return this.answer(request) ?? { status: 404, body: { message: 'Not Found' } };
  }

  private accepts(authorization: string | undefined): boolean {
    const { token } = this.account;
    const basic = `Basic ${Buffer.from(token).toString('base64')}`;
    return [`token ${token}`, `Bearer ${token}`, basic].includes(authorization ?? '');
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
