import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createTestMcpServer } from './test-mcp-server.js';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** Decides who may come. */
export interface McpAccess {
  allows(authorization: string | undefined): boolean;
  /** Tells those who may not what they need. */
  challenge(): string;
  /** Describes where that is to be had. @param url of the server */
  describes(url: string): object;
}

/**
 * The test server over HTTP on a free port of the loopback interface: streamable at `/mcp`, events at `/sse`, silence at `/silent`.
 */
export class McpHttpServer {
  /** Headers of every request, in order. */
  readonly headers: IncomingMessage['headers'][] = [];
  private readonly sessions = new Map<string, StreamableHTTPServerTransport>();
  private readonly streams = new Map<string, SSEServerTransport>();
  private readonly server: Server;
  private readonly waiting = new Map<string, () => void>();

  /** @param access what `Authorization` must be, or who decides about it; without one everybody may come */
  constructor(private readonly access?: string | McpAccess) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return this;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  url(path: '/mcp' | '/sse' | '/silent' | '/missing'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Sessions that have been opened and not ended. */
  get openSessions(): number {
    return this.sessions.size;
  }

  /** Knows none of its sessions any more, as after a restart. */
  forgetSessions(): void {
    this.sessions.clear();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  /** Resolves when the answer to a request of this method of the protocol has begun. */
  request(method: string): Promise<void> {
    return new Promise((resolve) => this.waiting.set(method, resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.headers.push(request.headers);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith(WELL_KNOWN) && typeof this.access === 'object') {
      const description = this.access.describes(this.url(pathname.slice(WELL_KNOWN.length) as '/mcp'));
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(description));
    }
    const refusal = this.refusal(request.headers.authorization);
    if (refusal) return void response.writeHead(401, refusal).end();
    if (pathname === '/mcp') return this.streamable(request, response);
    if (pathname === '/sse') return this.events(response);
    if (pathname === '/messages')
      return this.streams.get(searchParams.get('sessionId') ?? '')?.handlePostMessage(request, response);
    if (pathname !== '/silent') response.writeHead(404).end();
  }

  private refusal(authorization: string | undefined): OutgoingHttpHeaders | undefined {
    const { access } = this;
    if (access === undefined) return undefined;
    if (typeof access === 'string') return authorization === access ? undefined : {};
    return access.allows(authorization) ? undefined : { 'www-authenticate': access.challenge() };
  }

  private async streamable(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'];
    if (typeof id === 'string' && !this.sessions.has(id)) return void response.writeHead(404).end();
    const transport = typeof id === 'string' ? this.sessions.get(id) : await this.newSession();
    const body = request.method === 'POST' ? JSON.parse(await text(request)) : undefined;
    const handled = transport?.handleRequest(request, response, body);
    while (!response.headersSent) await new Promise(setImmediate);
    this.waiting.get((body as { method?: string } | undefined)?.method ?? '')?.();
    await handled;
  }

  private async newSession(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void this.sessions.set(id, transport),
      onsessionclosed: (id) => void this.sessions.delete(id),
    });
    await createTestMcpServer().connect(transport);
    return transport;
  }

  private async events(response: ServerResponse): Promise<void> {
    const transport = new SSEServerTransport('/messages', response);
    this.streams.set(transport.sessionId, transport);
    await createTestMcpServer().connect(transport);
  }
}
