import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type ExtendedError, type Socket } from 'socket.io';
import type { Engine } from '@openhands-nest/agent-core';
import { DomainError, type Logger } from '@openhands-nest/agent-ports';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import type { ConversationBash } from '../../agent-server-api/conversation-runtime/conversation-bash.js';
import { ConversationPlace } from '../../agent-server-api/conversation-runtime/conversation-place.js';
import { headerOf, type AccessPolicy } from '../../http/access/access-policy.js';
import type { Readiness } from '../../http/readiness.js';
import { UserTerminal } from '../terminal/user-terminal.js';
import type { ConversationRooms } from './conversation-rooms.js';
import { ConversationSocket } from './conversation-socket.js';
import { readHandshake, RefusedSocketError, type Handshake } from './handshake.js';
import { lastStateSeq } from './last-state.js';
import { EVENT } from './socket-pump.js';
import { titleUpdate } from './status-updates.js';

/** Where Socket.IO answers, on the port of the OpenHands API. */
export const SOCKET_IO_PATH = '/socket.io/';
/** What clients of 0.53 know a wrong key by. */
const WRONG_KEY = 'invalid_session_api_key';

export interface AppSocketOptions {
  readonly engine: Engine;
  readonly policy: AccessPolicy;
  readonly readiness: Readiness;
  readonly logger: Logger;
  /** Where commands run that people type. */
  readonly bash: ConversationBash;
}

/** Socket.IO of the OpenHands API 0.53: each socket follows one conversation, which its handshake names, and commands it. */
export class AppSocket implements ConversationRooms {
  readonly #server: Server;

  constructor(private readonly options: AppSocketOptions) {
    const { policy } = options;
    this.#server = new Server({
      path: SOCKET_IO_PATH,
      serveClient: false,
      maxHttpBufferSize: Limits.BODY_BYTES,
      cors: {
        origin: (origin, answer) => answer(null, origin !== undefined && policy.origins.has(origin)),
        credentials: true,
      },
      allowRequest: (request, answer) => answer(...this.#verdict(request)),
    });
    this.#server.use((socket, next) => void this.#admit(socket, next));
    this.#server.on('connection', (socket: Socket) => (socket.data as SocketData).serve());
  }

  /** Serves requests and upgrades below its path; the others go on to the server's own listeners. */
  attach(server: HttpServer): void {
    this.#server.attach(server, { destroyUpgrade: false });
  }

  disconnect(conversationId: string): void {
    this.#server.in(conversationId).disconnectSockets(true);
  }

  announceTitle(conversationId: string, title: string): void {
    this.#server.in(conversationId).emit(EVENT, titleUpdate(conversationId, title));
  }

  /** Ends all connections in a way after which clients come back by themselves. */
  close(): void {
    this.#server.engine?.close();
  }

  /** Keys come with the handshake of the socket, so that a client hears about a wrong one in its own protocol. */
  #verdict(request: IncomingMessage): [error: string | null, allowed: boolean] {
    const { policy } = this.options;
    const verdict = policy.keys.isRequired ? undefined : policy.judgeNeighbour(request);
    return verdict?.allowed === false ? [verdict.detail, false] : [null, true];
  }

  /** Never rejects: whoever is refused is told why, and disconnected. */
  async #admit(socket: Socket, next: (error?: ExtendedError) => void): Promise<void> {
    try {
      await this.#prepare(socket);
      next();
    } catch (error) {
      next(this.#refusal(error));
      // The refusal itself goes out first.
      setImmediate(() => socket.conn.close());
    }
  }

  async #prepare(socket: Socket): Promise<void> {
    const { engine, logger, readiness, bash } = this.options;
    const handshake = readHandshake(socket.handshake.query);
    this.#checkKey(handshake, socket.request);
    if (!readiness.isReady) throw new RefusedSocketError(readiness.message);
    const { conversationId, latestEventId } = handshake;
    const { record } = await engine.start(conversationId);
    const stateSeq = await lastStateSeq(engine, conversationId, record.lastSeq);
    const reader = await engine.openReader(conversationId, { kind: 'all' });
    const terminal = new UserTerminal(conversationId, { engine, place: new ConversationPlace(engine), bash });
    const followed = new ConversationSocket({
      socket,
      engine,
      logger,
      terminal,
      reader,
      record,
      latestEventId,
      stateSeq,
    });
    await followed.replay();
    (socket.data as SocketData).serve = () => {
      void socket.join(conversationId);
      followed.open();
    };
  }

  #checkKey({ key, conversationId }: Handshake, request: IncomingMessage): void {
    const { keys } = this.options.policy;
    const given = key ?? headerOf(request);
    if (keys.isRequired && (given === undefined || !keys.opens(given, conversationId))) {
      throw new RefusedSocketError(WRONG_KEY);
    }
  }

  #refusal(error: unknown): Error {
    if (error instanceof RefusedSocketError || error instanceof DomainError) return new Error(error.message);
    const stack = error instanceof Error ? error.stack : String(error);
    this.options.logger.error('A socket could not be opened', { stack });
    return new Error('Internal Server Error');
  }
}

interface SocketData {
  /** Begins to serve the socket, which has been admitted. */
  serve: () => void;
}
