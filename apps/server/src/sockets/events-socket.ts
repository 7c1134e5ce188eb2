import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Engine } from '@openhands-nest/agent-core';
import type { Logger } from '@openhands-nest/agent-ports';
import { CloseCode, Limits } from '@openhands-nest/contracts/vocabulary';
import { pathOf } from '../http/access/access-hook.js';
import { headerOf, type AccessPolicy } from '../http/access/access-policy.js';
import type { Readiness } from '../http/readiness.js';
import { firstFrameKey } from './authentication-frame.js';
import { EventsConnection } from './events-connection.js';
import { SEQUENCE_PROTOCOL } from './frame-encoder.js';
import { HeartBeat } from './heart-beat.js';
import { BadSocketRequestError, readSocketRequest, type EventsSocketRequest } from './socket-request.js';

export interface EventsSocketOptions {
  readonly engine: Engine;
  readonly policy: AccessPolicy;
  readonly readiness: Readiness;
  readonly logger: Logger;
  /** Milliseconds for which a connection may take nothing. */
  readonly stallMs: number;
  /** Milliseconds that a client has to authenticate; default: the protocol's ten seconds. */
  readonly authenticationMs?: number;
}

/**
 * `/sockets/events/{conversation_id}`: the events of one conversation, and messages to it. Each frame is one event; a client that
 * asks for the subprotocol `openhands-nest.seq` gets `{"seq":n,"event":{…}}` instead, and resumes exactly with `?after_seq=n`.
 */
export class EventsSocket {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: Limits.BODY_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SEQUENCE_PROTOCOL) ? SEQUENCE_PROTOCOL : false),
  });
  readonly #heartBeat = new HeartBeat(this.#server);

  constructor(private readonly options: EventsSocketOptions) {}

  /** Serves an upgrade request, or answers it with an HTTP error. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    connection.on('error', () => connection.destroy());
    try {
      const wanted = readSocketRequest(request);
      if (wanted === undefined) return refuse(connection, 404);
      this.#admit(request, wanted, connection, head);
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

  #admit(request: IncomingMessage, wanted: EventsSocketRequest, connection: Duplex, head: Buffer): void {
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
      void this.#serve(socket, connection, wanted, mustAuthenticate);
    });
  }

  async #serve(
    socket: WebSocket,
    connection: Duplex,
    request: EventsSocketRequest,
    mustAuthenticate: boolean,
  ): Promise<void> {
    if (mustAuthenticate && !(await this.#authenticates(socket, request))) {
      return socket.close(CloseCode.AuthenticationFailed, 'Authentication failed');
    }
    const { engine, logger, stallMs } = this.options;
    await new EventsConnection({ socket, connection, request, engine, logger, stallMs }).open();
  }

  async #authenticates(socket: WebSocket, { conversationId }: EventsSocketRequest): Promise<boolean> {
    const key = await firstFrameKey(socket, this.options.authenticationMs ?? Limits.SOCKET_AUTH_MS);
    return key !== undefined && this.options.policy.keys.opens(key, conversationId);
  }
}

/** Answers an upgrade like any HTTP request, and hangs up. */
function refuse(connection: Duplex, status: number): void {
  const body = JSON.stringify({ detail: STATUS_CODES[status] });
  connection.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
