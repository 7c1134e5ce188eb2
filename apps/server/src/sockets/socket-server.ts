import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CloseCode, Limits } from '@openhands-nest/contracts/vocabulary';
import { pathOf } from '../http/access/access-hook.js';
import { headerOf, type AccessPolicy } from '../http/access/access-policy.js';
import type { Readiness } from '../http/readiness.js';
import { keyOf } from './client-frame.js';
import { SEQUENCE_PROTOCOL } from './frame-encoder.js';
import { HeartBeat } from './heart-beat.js';
import { Inbox } from './inbox.js';
import { BadSocketRequestError, socketUrl } from './socket-url.js';

/** What every socket needs to know of who opens it. */
export interface SocketRequest {
  /** Key in the query; the header counts when there is none. */
  readonly key: string | undefined;
  /** The conversation whose own key opens the socket too; undefined: only the server's keys do. */
  readonly conversationId?: string;
}

export interface OpenSocket<Wanted extends SocketRequest> {
  readonly socket: WebSocket;
  /** The connection below the socket: it says when it has taken what was written. */
  readonly connection: Duplex;
  /** What the client sends. */
  readonly inbox: Inbox;
  readonly request: Wanted;
}

/** One sort of sockets, by its path. */
export interface SocketRoute<Wanted extends SocketRequest = SocketRequest> {
  /** Undefined when the address is another route's. @throws BadSocketRequestError for values that the handshake refuses with 403 */
  read(url: URL): Wanted | undefined;
  /** Serves somebody who was let in. */
  serve(open: OpenSocket<Wanted>): Promise<void>;
}

export interface SocketServerOptions {
  readonly routes: readonly SocketRoute[];
  readonly policy: AccessPolicy;
  readonly readiness: Readiness;
  /** Milliseconds that a client has to authenticate; default: the protocol's ten seconds. */
  readonly authenticationMs?: number;
}

/** Lets clients of WebSockets in, by key in the query, in the header or in their first frame, and hands them to their route. */
export class SocketServer {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: Limits.BODY_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SEQUENCE_PROTOCOL) ? SEQUENCE_PROTOCOL : false),
  });
  readonly #heartBeat = new HeartBeat(this.#server);

  constructor(private readonly options: SocketServerOptions) {}

  /** Serves an upgrade request, or answers it with an HTTP error. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    try {
      const url = socketUrl(request);
      for (const route of this.options.routes) {
        const wanted = route.read(url);
        if (wanted !== undefined) return this.#admit(route, wanted, { request, connection, head });
      }
      refuse(connection, 404);
    } catch (error) {
      if (!(error instanceof BadSocketRequestError || error instanceof TypeError)) throw error;
      refuse(connection, 403);
    }
  }

  /** Says goodbye to everybody. */
  close(): void {
    this.#heartBeat.stop();
    for (const socket of this.#server.clients) socket.close(CloseCode.GoingAway, 'The server is shutting down');
    this.#server.close();
  }

  /** Cuts what has not said goodbye. */
  terminate(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  #admit(route: SocketRoute, wanted: SocketRequest, { request, connection, head }: Upgrade): void {
    const { policy, readiness } = this.options;
    if (!readiness.isReady) return refuse(connection, 503);
    const key = wanted.key ?? headerOf(request);
    const mustAuthenticate = policy.keys.isRequired && key === undefined;
    if (!mustAuthenticate && !policy.judge(request, pathOf(request.url ?? '/'), key).allowed)
      return refuse(connection, 403);

    this.#server.handleUpgrade(request, connection, head, (socket) => {
      // A peer that breaks the protocol or vanishes is closed by ws itself.
      socket.on('error', () => undefined);
      this.#heartBeat.watch(socket);
      const inbox = new Inbox(socket);
      void this.#serve(route, { socket, connection, inbox, request: wanted }, mustAuthenticate);
    });
  }

  async #serve(route: SocketRoute, open: OpenSocket<SocketRequest>, mustAuthenticate: boolean): Promise<void> {
    if (mustAuthenticate && !(await this.#authenticates(open))) {
      return open.socket.close(CloseCode.AuthenticationFailed, 'Authentication failed');
    }
    await route.serve(open);
  }

  async #authenticates({ inbox, request }: OpenSocket<SocketRequest>): Promise<boolean> {
    const frame = await inbox.next(this.options.authenticationMs ?? Limits.SOCKET_AUTH_MS);
    const key = frame && keyOf(frame);
    return key !== undefined && this.options.policy.keys.opens(key, request.conversationId);
  }
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly connection: Duplex;
  readonly head: Buffer;
}

/** Answers an upgrade like any HTTP request, and hangs up. */
function refuse(connection: Duplex, status: number): void {
  const body = JSON.stringify({ detail: STATUS_CODES[status] });
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
