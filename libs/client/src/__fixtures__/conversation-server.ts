import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { WebSocketServer, type WebSocket } from 'ws';

export const CONVERSATION = '0b7d2f6c-6d6b-4e0c-9c1b-0d9b0a2f3c4d';

/** What a connection suffers once it has carried some stored events. */
export type Fault =
  | { readonly kind: 'cut' | 'half frame' | 'garbage' | 'repeat' | 'gap' | 'mute'; readonly after: number }
  | { readonly kind: 'close'; readonly after: number; readonly code: number }
  | { readonly kind: 'refuse'; readonly status: number };

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection instead of answering. */
  readonly hangUp?: boolean;
  /** Never answers. */
  readonly silence?: boolean;
}

export interface ServerOptions {
  /** By the number of the connection, from 1. */
  readonly faultOf?: (connection: number) => Fault | undefined;
  readonly key?: string;
  /** In place of the true answer to an HTTP request. */
  readonly answer?: (request: IncomingMessage, body: unknown) => Answer | undefined;
}

/** A small true server of one conversation's log, in our subprotocol, that misbehaves as it is told. */
export class ConversationServer {
  readonly log: ConversationEvent[] = [];
  /** Of each WebSocket connection: its URL. */
  readonly connections: string[] = [];
  readonly sockets = new Set<WebSocket>();
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly key: unknown;
    readonly body: unknown;
  }[] = [];
  status: ExecutionStatus = 'idle';
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #ws = new WebSocketServer({ noServer: true });
  readonly #tcp = new Set<Socket>();
  #watchers = new Set<() => void>();

  private constructor(private readonly options: ServerOptions) {
    this.#http.on('connection', (socket) => {
      this.#tcp.add(socket.on('error', () => undefined).on('close', () => this.#tcp.delete(socket)));
    });
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket as Socket, head));
  }

  static async start(options: ServerOptions = {}): Promise<ConversationServer> {
    const server = new ConversationServer(options);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  append(count = 1): void {
    for (let index = 0; index < count; index += 1) this.publish({ kind: EventKind.Pause });
  }

  setStatus(status: ExecutionStatus): void {
    this.status = status;
    this.publish({ kind: EventKind.StateUpdate, key: 'execution_status', value: status });
  }

  publish(event: object): void {
    const seq = this.log.length + 1;
    const base = { id: `event-${seq}`, timestamp: '2026-01-01T00:00:00.000000', source: EventSource.Environment };
    this.log.push({ ...base, ...event } as ConversationEvent);
    for (const watcher of this.#watchers) watcher();
  }

  /** Sends something that is not in the log. */
  broadcast(event: object): void {
    for (const socket of this.sockets) socket.send(JSON.stringify({ seq: null, event }));
  }

  /** Breaks all connections and goes. */
  async close(): Promise<void> {
    for (const socket of this.#tcp) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #upgrade(request: IncomingMessage, tcp: Socket, head: Buffer): void {
    this.connections.push(request.url ?? '');
    const fault = this.options.faultOf?.(this.connections.length);
    if (fault?.kind === 'refuse') return void tcp.end(`HTTP/1.1 ${fault.status} No\r\nConnection: close\r\n\r\n`);
    this.#ws.handleUpgrade(request, tcp, head, (socket) => {
      this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
      const serve = (): void => this.#pump(request, socket, tcp, fault);
      if (this.options.key === undefined) return serve();
      socket.once('message', (data) => {
        const isValid = String(data as Buffer) === `{"type":"auth","session_api_key":"${this.options.key}"}`;
        if (isValid) serve();
        else socket.close(4001, 'Authentication failed');
      });
    });
  }

  #pump(request: IncomingMessage, socket: WebSocket, tcp: Socket, fault: Fault | undefined): void {
    const url = new URL(request.url ?? '', this.url);
    if (!url.pathname.endsWith(CONVERSATION)) return socket.close(4004, 'Not here');
    let position = Math.min(Number(url.searchParams.get('after_seq')), this.log.length);
    let sent = 0;
    const snapshot = {
      id: 's',
      kind: EventKind.StateUpdate,
      key: 'full_state',
      value: { execution_status: this.status },
    };
    socket.send(JSON.stringify({ seq: null, event: snapshot }));

    const pump = (): void => {
      while (position < this.log.length && socket.readyState === socket.OPEN) {
        if (fault && fault.kind !== 'refuse' && sent === fault.after) {
          if (this.#suffer(fault, socket, tcp)) return void this.#watchers.delete(pump);
          if (fault.kind === 'gap') position += 1;
          if (fault.kind === 'repeat') position = Math.max(0, position - 2);
        }
        if (position >= this.log.length) return;
        socket.send(frame(position + 1, this.log[position]));
        position += 1;
        sent += 1;
      }
    };
    this.#watchers.add(pump);
    socket.on('close', () => this.#watchers.delete(pump));
    pump();
  }

  /** Whether nothing more is sent on this connection. */
  #suffer(fault: Fault, socket: WebSocket, tcp: Socket): boolean {
    const next = Buffer.from(frame(this.log.length, this.log.at(-1)));
    switch (fault.kind) {
      case 'cut':
        // After what was sent has gone out, but without a word.
        tcp.write('', () => tcp.destroy());
        return true;
      case 'half frame':
        // The header announces the whole text, and then only a part of it comes.
        tcp.write(
          Buffer.concat([Buffer.from([0x81, 126, next.length >> 8, next.length & 255]), next.subarray(0, 9)]),
          () => tcp.destroy(),
        );
        return true;
      case 'garbage':
        socket.send('{"seq":1,');
        return true;
      case 'close':
        socket.close(fault.code, 'told to');
        return true;
      default:
        return fault.kind === 'mute';
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, url, key: headers['x-session-api-key'], body });
    const answer = this.options.answer?.(request, body) ?? this.#answerTo(new URL(url, this.url));
    if (answer.hangUp) return void request.socket.destroy();
    if (answer.silence) return;
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text);
  }

  #answerTo({ pathname, searchParams }: URL): Answer {
    if (!pathname.includes(CONVERSATION)) return { status: 404, body: { detail: 'No such conversation' } };
    if (pathname.endsWith('/count')) return { status: 200, body: this.log.length };
    if (pathname.endsWith('/search')) return { status: 200, body: this.#page(searchParams) };
    return { status: 200, body: { success: true } };
  }

  #page(query: URLSearchParams): object {
    const kind = query.get('kind');
    const found = this.log.filter((event) => kind === null || event.kind === kind);
    if (query.get('sort_order') === 'TIMESTAMP_DESC') found.reverse();
    const start = Math.max(
      0,
      found.findIndex(({ id }) => id === query.get('page_id')),
    );
    const end = start + Number(query.get('limit') ?? 100);
    return { items: found.slice(start, end), next_page_id: found[end]?.id ?? null };
  }
}

function frame(seq: number, event: unknown): string {
  return JSON.stringify({ seq, event });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}
